import type { Request } from 'express';
import { queryText } from './query-parameters.ts';

/** The text of `?q=`, the last one when there are several; empty when there is none. @throws HttpError 400 (D44) */
export const searchParameter = (query: Request['query']): string => queryText({ query }, 'q') ?? '';

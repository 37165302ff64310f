import type { Request } from 'express';
import { queryText } from './query-parameters.ts';

/** The text of `?q=`, the last one if repeated; empty when absent. @throws HttpError 400 (D44) */
export const searchParameter = (query: Request['query']): string => queryText({ query }, 'q') ?? '';

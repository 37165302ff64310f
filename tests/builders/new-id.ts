import { randomUUID } from 'node:crypto';

export const newId = <Id extends string>(): Id => randomUUID() as Id;

import type { LogFields, Logger } from '../../src/application/shared/logger.ts';

type LogEntry = Readonly<{
  level: 'info' | 'warn' | 'error';
  message: string;
  fields: LogFields;
  error: unknown;
}>;

/** Stores log entries. */
export class RecordingLogger implements Logger {
  readonly entries: LogEntry[] = [];

  info(message: string, fields: LogFields = {}): void {
    this.entries.push({ level: 'info', message, fields, error: undefined });
  }

  warn(message: string, fields: LogFields = {}, error?: unknown): void {
    this.entries.push({ level: 'warn', message, fields, error });
  }

  error(message: string, fields: LogFields = {}, error?: unknown): void {
    this.entries.push({ level: 'error', message, fields, error });
  }
}

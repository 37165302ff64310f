import { Refusal } from './refusal.ts';

/**
 * The parsed body, undefined when there is none. FastAPI parses JSON before it authenticates, so a malformed body is a
 * 422 for any caller; a body of another type stays text, which no route accepts.
 */
export function parseJsonBody(text: string, contentType: string | undefined): unknown {
  if (text === '') {
    return undefined;
  }
  if (contentType !== undefined && !/^application\/([\w.-]+\+)?json\b/i.test(contentType)) {
    return text;
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    const position = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1] ?? '0';
    const problem = {
      type: 'json_invalid',
      loc: ['body', Number(position)],
      msg: 'JSON decode error',
      input: {},
      ctx: { error: 'Expecting value' },
    };
    throw new Refusal(422, [problem]);
  }
}

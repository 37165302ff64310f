import { z } from 'zod';
import type { Answer } from '../http/answer.ts';
import { compilePath } from '../http/path-pattern.ts';
import type { RawRequest } from '../http/router.ts';
import * as schemas from './control-schemas.ts';
import type { DimailControl } from './dimail-control.ts';

const PREFIX = '/__control__';

type Handler = (body: unknown, params: Readonly<Record<string, string>>) => unknown;

/** A handler whose body is read with `schema` first. */
const reading =
  <T>(
    schema: z.ZodType<T>,
    handle: (value: T, params: Readonly<Record<string, string>>) => unknown,
  ): Handler =>
  (body, params) =>
    handle(schema.parse(body), params);

/** Every operation of the control API; what a handler returns is the JSON answered. */
function operations(control: DimailControl): readonly (readonly [method: string, path: string, Handler])[] {
  const { outOfBand } = control;
  const param = (params: Readonly<Record<string, string>>, name: string) => params[name] ?? '';
  return [
    ['GET', '/state', () => control.dump()],
    ['GET', '/requests', () => ({ requests: control.requests(), peakConcurrency: control.peakConcurrency })],
    ['DELETE', '/requests', () => control.clearJournal()],
    ['PATCH', '/switches', reading(schemas.switchesSchema, (changes) => control.configure(changes))],
    ['POST', '/faults', reading(schemas.faultSchema, (rule) => control.injectFault(rule))],
    ['DELETE', '/faults', () => control.clearFaults()],
    [
      'PUT',
      '/latency',
      reading(schemas.latencySchema, ({ delay, ...rest }) => control.setLatency(delay, rest)),
    ],
    ['DELETE', '/latency', () => control.clearLatency()],
    ['POST', '/clock', reading(schemas.clockShiftSchema, ({ seconds }) => control.shiftClock(seconds))],
    [
      'POST',
      '/domains',
      reading(schemas.domainSchema, ({ name, ...rest }) => outOfBand.addDomain(name, rest)),
    ],
    [
      'DELETE',
      '/domains/{name}',
      reading(schemas.domainRemovalSchema, (how, params) =>
        outOfBand.removeDomain(param(params, 'name'), how),
      ),
    ],
    [
      'PUT',
      '/domains/{name}/check',
      reading(schemas.checkScriptSchema, (script, params) =>
        outOfBand.scriptCheck(param(params, 'name'), script),
      ),
    ],
    [
      'DELETE',
      '/domains/{name}/check',
      (_body, params) => outOfBand.scriptCheck(param(params, 'name'), undefined),
    ],
    [
      'PUT',
      '/domains/{name}/fix',
      reading(schemas.fixScriptSchema, (script, params) =>
        outOfBand.scriptFix(param(params, 'name'), script),
      ),
    ],
    ['POST', '/mailboxes', reading(schemas.mailboxSchema, (mailbox) => outOfBand.addMailbox(mailbox))],
    [
      'PATCH',
      '/mailboxes/{email}',
      reading(schemas.mailboxPatchSchema, (patch, params) =>
        outOfBand.modifyMailbox(param(params, 'email'), patch),
      ),
    ],
    ['DELETE', '/mailboxes/{email}', (_body, params) => outOfBand.removeMailbox(param(params, 'email'))],
    [
      'PUT',
      '/aliases',
      reading(schemas.aliasAdditionSchema, ({ allowToSend, ...ref }) => outOfBand.putAlias(ref, allowToSend)),
    ],
    ['DELETE', '/aliases', reading(schemas.aliasSchema, (ref) => outOfBand.removeAlias(ref))],
    [
      'POST',
      '/passwords/test',
      reading(schemas.passwordSchema, ({ email, password }) => ({
        opens: control.passwordOpens(email, password),
      })),
    ],
    ['POST', '/codes/use', reading(schemas.codeSchema, ({ code }) => control.useCode(code))],
  ];
}

export const isControlRequest = (target: string): boolean => target.startsWith(`${PREFIX}/`);

/** The HTTP API of `DimailControl`, for other processes: 200 with JSON, 204, or 400 with the reason. */
export function makeControlRoutes(control: DimailControl): (request: RawRequest) => Answer {
  const table = operations(control).map(([method, path, handle]) => ({
    method,
    match: compilePath(`${PREFIX}${path}`),
    handle,
  }));
  return ({ method, target, body }) => {
    const [path = ''] = target.split('?');
    for (const operation of table) {
      const params = operation.method === method ? operation.match(decodeURIComponent(path)) : undefined;
      if (params) {
        try {
          const json = operation.handle(body === '' ? {} : JSON.parse(body), params);
          return json === undefined ? { status: 204 } : { status: 200, json };
        } catch (error) {
          const reason = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
          return { status: 400, json: { error: reason } };
        }
      }
    }
    return { status: 404, json: { error: `no control operation ${method} ${path}` } };
  };
}

import { optionalCustom, type VariableMeta } from '../values/variable.ts';

/** Names of the own machine, which needs no certificate. */
const OWN_MACHINE = ['localhost', '127.0.0.1', '[::1]'];

/** The address of a list of services, which a content security policy can name. */
export const optionalServicesAddress = (meta: VariableMeta) =>
  optionalCustom(meta, (written): string => {
    const url = URL.canParse(written.trim()) ? new URL(written.trim()) : undefined;
    const isSafe =
      url?.protocol === 'https:' || (url?.protocol === 'http:' && OWN_MACHINE.includes(url.hostname));
    // A policy would read these signs as its own; user and password would be shown to everybody.
    if (url === undefined || !isSafe || /[;,']/.test(`${url.host}${url.pathname}`) || url.username !== '') {
      throw new Error('must be an https address, without user, and without ; , or quotes in its path');
    }
    return url.href;
  });

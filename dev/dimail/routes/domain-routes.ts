import { Refusal } from '../http/refusal.ts';
import type { Route } from '../http/route.ts';
import type { DimailState } from '../state/dimail-state.ts';
import { isAdmin, mayAny } from '../state/dimail-user.ts';
import { checkDomain } from '../state/domain-checker.ts';
import { type CheckScript, domainView, FEATURES, newDomain } from '../state/mail-domain.ts';
import { knownDomain } from './known-domain.ts';

/** `/domains/` and `/domains/{d}` (contract/dimail.md section 6). */
export const domainRoutes = (state: DimailState, defaultCheck: () => CheckScript): readonly Route[] => [
  {
    method: 'POST',
    path: '/domains/',
    scheme: 'basic',
    allows: mayAny('new_domain'),
    body: 'required',
    handle({ body, caller, query }) {
      const name = body.text('name');
      const features = body.choices('features', FEATURES);
      const contextName = body.nullableText('context_name');
      const domain = newDomain({
        name,
        features,
        contextName,
        delivery: body.optionalText('delivery') ?? 'virtual',
        webmailDomain: body.optionalText('webmail_domain') ?? null,
        imapDomain: body.optionalText('imap_domain') ?? null,
        smtpDomain: body.optionalText('smtp_domain') ?? null,
        transport: body.optionalText('transport') ?? null,
      });
      body.end();
      if (features.includes('webmail') && contextName === null) {
        throw new Refusal(409, 'OX context name is mandatory for mailbox feature');
      }
      if (state.domains.has(name)) {
        throw new Refusal(409, 'Domain already exists');
      }
      const mapped = state.openXchange.contextNameOf(name);
      if (mapped !== undefined) {
        throw new Refusal(409, `The domain is currently mapped to OX context ${mapped}`);
      }
      if (contextName !== null) {
        state.openXchange.mapDomain(name, contextName);
      }
      state.domains.set(name, domain);
      if (!caller.isAdmin) {
        state.allows = [...state.allows, { user: caller.name, domain: name }];
      }
      if ((query.get('no_check') ?? 'false') === 'false') {
        setImmediate(() => checkDomain(domain, defaultCheck()));
      }
      return { status: 201, json: domainView(domain) };
    },
  },
  {
    method: 'GET',
    path: '/domains/',
    scheme: 'basic',
    allows: isAdmin,
    handle: () => ({
      status: 200,
      json: [...state.domains.values()].map((domain) => domainView(domain, null)),
    }),
  },
  {
    method: 'GET',
    path: '/domains/{domain}',
    scheme: 'bearer',
    handle: (call) => ({ status: 200, json: domainView(knownDomain(state, call), null) }),
  },
];

import type { Route } from '../http/route.ts';
import type { DimailState } from '../state/dimail-state.ts';
import { checkDomain, fixDomain } from '../state/domain-checker.ts';
import { type CheckScript, domainView } from '../state/mail-domain.ts';
import { knownDomain } from './known-domain.ts';

const DKIM =
  'v=DKIM1; h=sha256; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDevelopmentKeyOnlyNotASecretAAAAAAAAAAAAAAQAB';

const SPEC = [
  { target: '', type: 'mx', value: 'mx.ox.numerique.gouv.fr.' },
  { target: 'dimail._domainkey', type: 'txt', value: DKIM },
  { target: 'imap', type: 'cname', value: 'imap.ox.numerique.gouv.fr.' },
  { target: 'smtp', type: 'cname', value: 'smtp.ox.numerique.gouv.fr.' },
  { target: '', type: 'txt', value: 'v=spf1 include:_spf.ox.numerique.gouv.fr -all' },
  { target: 'webmail', type: 'cname', value: 'webmail.ox.numerique.gouv.fr.' },
];

/** `check`, `fix` and `spec` of a domain (contract/dimail.md section 6). */
export const domainCheckRoutes = (state: DimailState, defaultCheck: () => CheckScript): readonly Route[] => [
  {
    method: 'GET',
    path: '/domains/{domain}/check',
    scheme: 'basic',
    handle(call) {
      const domain = knownDomain(state, call);
      checkDomain(domain, defaultCheck());
      return { status: 200, json: domainView(domain) };
    },
  },
  {
    method: 'GET',
    path: '/domains/{domain}/fix',
    eitherSlash: true,
    scheme: 'basic',
    handle(call) {
      const domain = knownDomain(state, call);
      fixDomain(domain, defaultCheck());
      return { status: 200, json: domainView(domain) };
    },
  },
  {
    method: 'GET',
    path: '/domains/{domain}/spec',
    eitherSlash: true,
    scheme: 'basic',
    handle(call) {
      const { features } = knownDomain(state, call);
      const records = SPEC.filter(
        ({ target }) =>
          (target !== 'imap' || features.includes('mailbox')) &&
          (target !== 'webmail' || features.includes('webmail')),
      );
      return { status: 200, json: records };
    },
  },
];

import type { MailDomain } from '../../../src/domain/mail-domain/mail-domain.ts';
import { addDomain } from '../../api/evry.ts';
import type { ConsoleSite } from './console-site.ts';

/** A domain whose DNS is half right: the latest check found its MX wrong, and no SPF. */
const HALF_RIGHT: Partial<MailDomain> = {
  name: 'evry-culture.fr',
  slug: 'evry-culturefr',
  status: 'action_required',
  supportEmail: 'support@evry-culture.fr',
  lastCheckTests: [
    { name: 'mx', passed: false, owner: 'customer', detail: 'Il y a un autre MX : mx.ancien-hebergeur.fr' },
    { name: 'spf', passed: false, owner: 'customer', detail: null },
    { name: 'dkim', passed: true, owner: 'customer', detail: null },
  ],
  expectedConfig: [
    { target: '', type: 'MX', value: '10 mx.messagerie.example.', checkedBy: 'mx' },
    { target: '', type: 'TXT', value: 'v=spf1 include:_spf.messagerie.example -all', checkedBy: 'spf' },
    {
      target: 'messagerie._domainkey',
      type: 'TXT',
      value: `v=DKIM1; k=rsa; p=${'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A'.repeat(5)}`,
      checkedBy: 'dkim',
    },
    { target: 'webmail', type: 'CNAME', value: 'webmail.messagerie.example.' },
  ],
};

/** Gives Alice, Bob and Carol a second domain, which needs its DNS to be put right, in their roles. */
export const seedConsole = ({ world, people }: ConsoleSite): Promise<MailDomain> =>
  addDomain(world, { ...HALF_RIGHT, lastCheckedAt: world.clock.now() }, [
    [people.alice, 'owner'],
    [people.bob, 'administrator'],
    [people.carol, 'viewer'],
  ]);

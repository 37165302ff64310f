import { describe, expect, it } from 'vitest';
import { compileMail } from '../../scripts/mails/compile-mail.ts';
import { action } from '../../src/adapters/mail/layouts/action.ts';
import { defineMail, type MailDefinition } from '../../src/adapters/mail/layouts/define-mail.ts';

const TEXTS = { subject: 'Your link', preview: 'It is here.', title: 'A link', action: 'Open it' };
const BODY = `<mj-text>For <b>{{address}}</b></mj-text>${action('loginLink')}` as const;

const MAIL = defineMail({
  sample: { kind: 'login_link', address: 'camille@mairie.fr', loginLink: 'https://webmail.example.fr/' },
  body: BODY,
  texts: {
    'en-us': TEXTS,
    'fr-fr': { ...TEXTS, subject: 'Votre lien', title: 'Un lien « d’accès » & plus' },
  },
});

/** `MAIL` with these changes; `texts` are added to those of both languages. */
const mailWith = ({
  texts,
  ...given
}: Partial<Omit<MailDefinition, 'texts'>> & { texts?: Record<string, string> }) => ({
  ...MAIL,
  ...given,
  texts: { 'en-us': { ...MAIL.texts['en-us'], ...texts }, 'fr-fr': { ...MAIL.texts['fr-fr'], ...texts } },
});

describe('compileMail', () => {
  it('fills the sentences of each language into frame and body, and leaves the variables', async () => {
    const { variables, links, languages } = await compileMail(MAIL);
    expect(variables).toEqual(['address', 'loginLink']);
    expect(links).toEqual(['loginLink']);
    expect(languages['fr-fr'].subject).toBe('Votre lien');
    expect(languages['fr-fr'].html).toContain('Un lien « d’accès » &amp; plus</h1>');
    expect(languages['fr-fr'].text).toMatch(
      /^Un lien « d’accès » & plus\n\nBonjour,\n\nFor {{address}}\n\nOpen it\n{{loginLink}}\n/,
    );
    expect(languages['en-us'].text).toMatch(/^A link\n\nHello,\n\nFor {{address}}\n/);
  });

  it('takes a sentence of the mail before one that all share', async () => {
    const { languages } = await compileMail(mailWith({ texts: { signature: 'The messaging team' } }));
    expect(languages['en-us'].text).toContain('\nThe messaging team\n');
    expect(languages['en-us'].text).not.toContain('The La Régie team');
  });

  const { kind, address, loginLink } = {
    kind: 'login_link',
    address: 'a@b.fr',
    loginLink: 'https://c.fr/',
  } as const;
  it.each<[string, Parameters<typeof mailWith>[0], string]>([
    [
      'a slot without a sentence',
      { body: `${BODY}<mj-text>[[more]]</mj-text>` },
      'login_link in en-us: nothing stands for more',
    ],
    ['a sentence without a slot', { texts: { more: 'More.' } }, 'login_link in en-us: more used nowhere'],
    ['a variable that the content lacks', { texts: { title: 'Dear {{name}}' } }, 'nothing stands for name'],
    ['a member that is not shown', { body: action('loginLink') }, 'address used nowhere'],
    [
      'a member that only HTML shows',
      { body: `${action('loginLink')}<mj-text css-class="html-only">{{address}}</mj-text>` },
      'address used nowhere',
    ],
    ['an aspect without words', { texts: { title: '{{address.name}}' } }, 'nothing stands for address.name'],
    [
      'a link put together from parts',
      { body: `${BODY}<mj-text><a href="mailto:{{address}}">us</a></mj-text>` },
      'login_link: the address of a link must be one variable, not mailto:{{address}}',
    ],
    [
      'words that differ in their aspects',
      {
        sample: { kind: 'team_invitation', team: address, role: 'owner', link: loginLink },
        body: `<mj-text>{{role.name}} of {{team}}</mj-text>${action('link')}`,
        words: { 'en-us': { role: { owner: { name: 'owner' }, member: {} } }, 'fr-fr': {} },
      },
      'team_invitation in en-us: words for role: nothing stands for name',
    ],
    ['what is not MJML', { body: '<mj-txt>Hello</mj-txt>' }, 'mj-txt'],
  ])('refuses %s, and says which', async (_, given, message) => {
    await expect(compileMail(mailWith(given))).rejects.toThrow(message);
  });

  it('has types that refuse a language that lacks a sentence, and a role without words', () => {
    const { title: _, ...untitled } = TEXTS;
    const sample = { kind, address, loginLink };
    // @ts-expect-error The French has no title.
    defineMail({ sample, body: BODY, texts: { 'en-us': TEXTS, 'fr-fr': untitled } });
    // @ts-expect-error The body has a slot more.
    defineMail({ sample, body: `${BODY}[[more]]`, texts: { 'en-us': TEXTS, 'fr-fr': TEXTS } });
    // @ts-expect-error Nothing shows `more`.
    defineMail({ sample, body: BODY, texts: { 'en-us': TEXTS, 'fr-fr': { ...TEXTS, more: 'Plus' } } });
    const invited = { kind: 'team_invitation', team: 'Accueil', role: 'owner', link: loginLink } as const;
    const invitation = { sample: invited, body: BODY, texts: { 'en-us': TEXTS, 'fr-fr': TEXTS } };
    // @ts-expect-error Roles have words.
    defineMail(invitation);
    const words = { role: { owner: { name: 'owner' } } };
    // @ts-expect-error There are other roles.
    defineMail({ ...invitation, words: { 'en-us': words, 'fr-fr': words } });
  });
});

import { load } from 'cheerio';
import { describe, expect, it } from 'vitest';
import type { MailContent } from '../../application/notification/mailer.ts';
import { LANGUAGES, type Language } from '../../domain/shared/language.ts';
import { COMPILED_MAILS } from './compiled/compiled-mails.ts';
import { TEMPLATE_VARIABLES } from './mail-template.ts';
import { mailVariables } from './mail-variables.ts';
import { renderMail } from './render-mail.ts';

const LINK = 'https://regie.example.fr/mail-domains/mairie-fr/?from=mail&step=1';
const ADDRESS = 'camille.dupont@mairie.fr';
const ORGANIZATION = 'Commune de Varzy & environs';
const TEAM = 'Équipe « Accueil & état civil »';

const SAMPLES: readonly MailContent[] = [
  ...(['member', 'administrator', 'owner'] as const).map(
    (role) => ({ kind: 'team_invitation', team: TEAM, role, link: LINK }) as const,
  ),
  ...(['viewer', 'administrator', 'owner'] as const).map(
    (role) => ({ kind: 'mail_domain_invitation', domain: 'mairie.fr', role, link: LINK }) as const,
  ),
  { kind: 'mail_domain_enabled', domain: 'mairie.fr', link: LINK },
  { kind: 'mail_domain_action_required', domain: 'mairie.fr', link: LINK },
  { kind: 'mail_domain_failed', domain: 'mairie.fr', link: LINK },
  { kind: 'mailbox_created', address: ADDRESS, loginLink: LINK },
  { kind: 'mailbox_created', address: ADDRESS, loginLink: LINK, password: `p4ss"<w>&'ord` },
  { kind: 'password_reset', address: ADDRESS, password: `p4ss"<w>&'ord`, link: LINK },
  { kind: 'login_link', address: ADDRESS, loginLink: LINK },
  { kind: 'account_recognized', address: ADDRESS, link: LINK },
  ...(['received', 'approved', 'rejected', 'superseded'] as const).map(
    (news) => ({ kind: `organization_claim_${news}`, organization: ORGANIZATION, link: LINK }) as const,
  ),
  {
    kind: 'organization_claim_filed',
    organization: ORGANIZATION,
    claimant: `Camille Dupont, ${ADDRESS}`,
    reason: 'Je suis secrétaire de mairie',
    link: LINK,
  },
];

const nameOf = (content: MailContent): string =>
  [content.kind, 'role' in content && content.role, 'password' in content && 'with a password']
    .filter(Boolean)
    .join(', ');
const EVERY = SAMPLES.flatMap((content) =>
  LANGUAGES.map((language) => ({ name: nameOf(content), content, language })),
);

/** Contract/rest-api.md section 4, with the article of D72; then our own. */
const SUBJECTS: readonly (readonly [string, Record<Language, string>])[] = [
  [
    'team_invitation, member',
    {
      'en-us': '[La Suite] You have been invited to become a member of a group',
      'fr-fr': "[La Suite] Vous avez été invité(e) à être membre d'un groupe",
    },
  ],
  [
    'team_invitation, administrator',
    {
      'en-us': '[La Suite] You have been invited to become an administrator of a group',
      'fr-fr': "[La Suite] Vous avez été invité(e) à être administrateur d'un groupe",
    },
  ],
  [
    'team_invitation, owner',
    {
      'en-us': '[La Suite] You have been invited to become an owner of a group',
      'fr-fr': "[La Suite] Vous avez été invité(e) à être propriétaire d'un groupe",
    },
  ],
  ...['viewer', 'administrator', 'owner'].map(
    (role) =>
      [
        `mail_domain_invitation, ${role}`,
        {
          'en-us': '[La Suite] You have been invited to join La Régie',
          'fr-fr': '[La Suite] Vous avez été invité(e) à rejoindre la Régie',
        },
      ] as const,
  ),
  [
    'mail_domain_enabled',
    { 'en-us': '[La Suite] Your domain is ready', 'fr-fr': '[La Suite] Votre domaine est prêt' },
  ],
  [
    'mail_domain_action_required',
    {
      'en-us': '[La Suite] Your domain requires action',
      'fr-fr': '[La Suite] Des actions sont requises sur votre domaine',
    },
  ],
  [
    'mail_domain_failed',
    { 'en-us': '[La Suite] Your domain has failed', 'fr-fr': '[La Suite] Votre domaine est en erreur' },
  ],
  ...['mailbox_created', 'mailbox_created, with a password'].map(
    (name) =>
      [
        name,
        {
          'en-us': 'Your new mailbox information',
          'fr-fr': 'Informations sur votre nouvelle boîte mail',
        },
      ] as const,
  ),
  [
    'password_reset, with a password',
    { 'en-us': 'Your password has been updated', 'fr-fr': 'Votre mot de passe a été mis à jour' },
  ],
  ['login_link', { 'en-us': 'Here is your login link', 'fr-fr': 'Voici votre lien de connexion' }],
  [
    'account_recognized',
    {
      'en-us': '[La Suite] Your account is now used with a new identifier',
      'fr-fr': '[La Suite] Votre compte est utilisé avec un nouvel identifiant',
    },
  ],
  [
    'organization_claim_received',
    {
      'en-us': '[La Suite] Your request to administer your organization',
      'fr-fr': '[La Suite] Votre demande pour administrer votre organisation',
    },
  ],
  [
    'organization_claim_approved',
    {
      'en-us': '[La Suite] You now administer your organization',
      'fr-fr': '[La Suite] Vous administrez maintenant votre organisation',
    },
  ],
  [
    'organization_claim_rejected',
    {
      'en-us': '[La Suite] Your request to administer your organization has been refused',
      'fr-fr': '[La Suite] Votre demande pour administrer votre organisation est refusée',
    },
  ],
  [
    'organization_claim_superseded',
    {
      'en-us': '[La Suite] Your organization has an administrator',
      'fr-fr': '[La Suite] Votre organisation a un administrateur',
    },
  ],
  [
    'organization_claim_filed',
    {
      'en-us': '[La Suite] A request to administer an organization',
      'fr-fr': '[La Suite] Une demande pour administrer une organisation',
    },
  ],
];

describe('renderMail', () => {
  it('has the subjects of the contract, for every mail', () => {
    const subjects = SAMPLES.map((content) => [
      nameOf(content),
      Object.fromEntries(LANGUAGES.map((language) => [language, renderMail(content, language).subject])),
    ]);
    expect(subjects).toEqual(SUBJECTS);
  });

  it('has a sample here of every layout', () => {
    const shown = new Set(SAMPLES.map((content) => mailVariables(content, 'en-us').template));
    expect([...shown].sort()).toEqual(Object.keys(TEMPLATE_VARIABLES).sort());
    expect([...shown].sort()).toEqual(Object.keys(COMPILED_MAILS).sort());
  });

  it.each(LANGUAGES)('reads as recorded in %s', async (language) => {
    const mails = SAMPLES.map((content) => {
      const { subject, text } = renderMail(content, language);
      return `========== ${nameOf(content)}\n${subject}\n----------\n${text}`;
    });
    await expect(mails.join('\n')).toMatchFileSnapshot(`./snapshots/mails.${language}.txt`);
  });

  it.each(EVERY)('shows every value, in both parts: $name in $language', ({ content, language }) => {
    const { html, text } = renderMail(content, language);
    const page = load(html);
    page('style, title').remove();
    const visible = page('body').text().replace(/\s+/g, ' ');
    const { link, role, ...values } = mailVariables(content, language).values as Record<string, string>;
    for (const value of Object.values(values)) {
      expect(visible).toContain(value.replace(/\s+/g, ' '));
      expect(text).toContain(value);
    }
    expect(page('a').get().length).toBe(2);
    for (const anchor of page('a').get()) expect(anchor.attribs['href']).toBe(link);
    expect(text.split('\n')).toContain(link);
    expect([role ?? '', text].join()).not.toMatch(/\{\{|\}\}|\[\[|\]\]|undefined|null|data:|base64/);
    expect(html).not.toMatch(/\{\{|\}\}|\[\[|\]\]|undefined/);
  });

  it.each(EVERY)('is accessible and loads nothing: $name in $language', ({ content, language }) => {
    const { html, subject } = renderMail(content, language);
    const page = load(html);
    expect(page('html').attr('lang')).toBe(language.slice(0, 2));
    expect(page('[role=article]').attr('lang')).toBe(language.slice(0, 2));
    expect(page('title').text()).toBe(subject);
    expect(page('h1').length).toBe(1);
    expect(page('table').length).toBe(page('table[role=presentation]').length);
    expect(page('img, script, link, iframe, object, embed, video, audio, form, input').length).toBe(0);
    expect(html).not.toMatch(/@import|url\(|\ssrc=|\sbackground="/i);
  });

  it('keeps hostile values as text on one line', () => {
    const team = '<script>alert("1")</script>\r\nBcc: all@example.com\u202e{{link}} \'&amp;';
    const content = { kind: 'team_invitation', team, role: 'member', link: LINK } as const;
    const { subject, html, text } = renderMail(content, 'en-us');
    expect(subject).toBe(renderMail({ ...content, team: 'x' }, 'en-us').subject);
    expect(load(html)('script').length).toBe(0);
    expect(html).toContain(
      '&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; Bcc: all@example.com {{link}} &#39;&amp;amp;',
    );
    expect(text).toContain('“<script>alert("1")</script> Bcc: all@example.com {{link}} \'&amp;”');
  });

  it.each([
    'javascript:alert(1)',
    'data:text/html,secret-code',
    '//regie.example.fr/secret-code',
    'secret-code',
    '',
    'ftp://regie.example.fr/secret-code',
  ])('refuses the link %j, and does not repeat it', (loginLink) => {
    const render = () => renderMail({ kind: 'login_link', address: ADDRESS, loginLink }, 'fr-fr');
    expect(render).toThrow('A mail may only link to an absolute http or https address');
    expect(render).not.toThrow(/secret-code/);
  });

  it('cannot be made to leave the attribute of a link', () => {
    const loginLink = `https://webmail.example.fr/code/a"onclick='x'<b>`;
    const { html } = renderMail({ kind: 'login_link', address: ADDRESS, loginLink }, 'fr-fr');
    expect(load(html)('a').get()[0]?.attribs).not.toHaveProperty('onclick');
    expect(load(html)('b').length).toBe(0);
  });

  it('keeps French punctuation on the line of its word', () => {
    for (const content of SAMPLES) {
      const { subject, text, html } = renderMail(content, 'fr-fr');
      const prose = [subject, text, load(html)('body').text()].join('\n').replaceAll(TEAM, '');
      expect(prose).not.toMatch(/[^\u00a0\s][:;!?](\s|$)| [:;!?»]|« /m);
    }
  });
});

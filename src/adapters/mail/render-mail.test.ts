import { load } from 'cheerio';
import { describe, expect, it } from 'vitest';
import { declaredMails } from '../../../scripts/mails/declared-mails.ts';
import type { MailContent } from '../../application/notification/mail-content.ts';
import { LANGUAGES, type Language } from '../../domain/shared/language.ts';
import { compiledMails } from './compiled-mails.ts';
import { renderMail } from './render-mail.ts';

const LINK = 'https://regie.example.fr/mail-domains/mairie-fr/?from=mail&step=1';
const ADDRESS = 'camille.dupont@mairie.fr';

const MAILS = await declaredMails();
const SAMPLES = [...MAILS.values()].flat().map(({ sample }) => sample);

const nameOf = (content: MailContent): string =>
  [content.kind, 'password' in content && 'with a password', 'pageLink' in content && 'on our page']
    .filter(Boolean)
    .join(', ');
const EVERY = SAMPLES.flatMap((content) =>
  LANGUAGES.map((language) => ({ name: nameOf(content), content, language })),
);

/** Contract/rest-api.md section 4, with the article of D72. */
const SUBJECTS: readonly (readonly [MailContent, Record<Language, string>])[] = [
  [
    { kind: 'team_invitation', team: 'Accueil', role: 'member', link: LINK },
    {
      'en-us': '[La Suite] You have been invited to become a member of a group',
      'fr-fr': "[La Suite] Vous avez été invité(e) à être membre d'un groupe",
    },
  ],
  [
    { kind: 'team_invitation', team: 'Accueil', role: 'administrator', link: LINK },
    {
      'en-us': '[La Suite] You have been invited to become an administrator of a group',
      'fr-fr': "[La Suite] Vous avez été invité(e) à être administrateur d'un groupe",
    },
  ],
  [
    { kind: 'team_invitation', team: 'Accueil', role: 'owner', link: LINK },
    {
      'en-us': '[La Suite] You have been invited to become an owner of a group',
      'fr-fr': "[La Suite] Vous avez été invité(e) à être propriétaire d'un groupe",
    },
  ],
  ...(['viewer', 'administrator', 'owner'] as const).map(
    (role) =>
      [
        { kind: 'mail_domain_invitation', domain: 'mairie.fr', role, link: LINK },
        {
          'en-us': '[La Suite] You have been invited to join La Régie',
          'fr-fr': '[La Suite] Vous avez été invité(e) à rejoindre la Régie',
        },
      ] as const,
  ),
  [
    { kind: 'mail_domain_enabled', domain: 'mairie.fr', link: LINK },
    { 'en-us': '[La Suite] Your domain is ready', 'fr-fr': '[La Suite] Votre domaine est prêt' },
  ],
  [
    { kind: 'mail_domain_action_required', domain: 'mairie.fr', link: LINK },
    {
      'en-us': '[La Suite] Your domain requires action',
      'fr-fr': '[La Suite] Des actions sont requises sur votre domaine',
    },
  ],
  [
    { kind: 'mail_domain_failed', domain: 'mairie.fr', link: LINK },
    { 'en-us': '[La Suite] Your domain has failed', 'fr-fr': '[La Suite] Votre domaine est en erreur' },
  ],
  [
    { kind: 'mail_domain_ending', domain: 'mairie.fr', endsOn: '2026-12-07', link: LINK },
    {
      'en-us': '[La Suite] Your domain will be removed unless it is set up',
      'fr-fr': '[La Suite] Votre domaine sera retiré s’il n’est pas configuré',
    },
  ],
  ...[{}, { password: 'secret' }].map(
    (password) =>
      [
        { kind: 'mailbox_created', address: ADDRESS, loginLink: LINK, ...password },
        {
          'en-us': 'Your new mailbox information',
          'fr-fr': 'Informations sur votre nouvelle boîte mail',
        },
      ] as const,
  ),
  [
    { kind: 'password_reset', address: ADDRESS, password: 'secret', link: LINK },
    { 'en-us': 'Your password has been updated', 'fr-fr': 'Votre mot de passe a été mis à jour' },
  ],
  [
    { kind: 'login_link', address: ADDRESS, loginLink: LINK },
    { 'en-us': 'Here is your login link', 'fr-fr': 'Voici votre lien de connexion' },
  ],
];

/** The day of the sample as people read it. */
const DAYS = { 'en-us': 'December 7, 2026', 'fr-fr': '7 décembre 2026' } as const;

describe('renderMail', () => {
  it.each(SUBJECTS)('has the subjects of the contract for %j', (content, subjects) => {
    expect({
      'en-us': renderMail(content, 'en-us').subject,
      'fr-fr': renderMail(content, 'fr-fr').subject,
    }).toEqual(subjects);
  });

  it.each([...MAILS])('reads as recorded: %s', async (kind, mails) => {
    const texts = mails.flatMap(({ sample }) =>
      LANGUAGES.map((language) => {
        const { subject, text } = renderMail(sample, language);
        return `========== ${nameOf(sample)}, ${language}\n${subject}\n----------\n${text}`;
      }),
    );
    await expect(texts.join('\n')).toMatchFileSnapshot(`./snapshots/${kind.replaceAll('_', '-')}.txt`);
  });

  it('is made to the document that is recorded, until its compiler or its frame is changed', async () => {
    const content = { kind: 'password_reset', address: ADDRESS, password: 'secret', link: LINK } as const;
    await expect(renderMail(content, 'fr-fr').html).toMatchFileSnapshot('./snapshots/document.txt');
  });

  it('shows a password where there is one, and then says so', () => {
    const content = { kind: 'mailbox_created', address: ADDRESS, loginLink: LINK } as const;
    expect(renderMail(content, 'en-us').text).not.toContain('assword');
    expect(renderMail({ ...content, password: 'p4ss' }, 'en-us').text).toContain('Password: p4ss');
  });

  it.each(['team_invitation', 'mail_domain_invitation'])('tells what a role means: %s', (kind) => {
    const contents = SUBJECTS.map(([content]) => content).filter((content) => content.kind === kind);
    const meanings = contents.flatMap((content) =>
      LANGUAGES.map((language) => {
        const [mail] = compiledMails()[kind] ?? [];
        const meaning =
          mail?.languages[language].words['role']?.['role' in content ? content.role : '']?.['meaning'];
        expect(renderMail(content, language).text.split('\n')).toContain(meaning);
        return meaning;
      }),
    );
    expect(new Set(meanings).size).toBe(6);
  });

  it.each(EVERY)('shows every value, in both parts: $name in $language', ({ content, language }) => {
    const rendered = renderMail(content, language);
    // Names hold invisible signs, so that they become no links.
    const shown = (part: string) => part.replaceAll('\u200c', '');
    const [html, text] = [shown(rendered.html), shown(rendered.text)];
    const page = load(html);
    page('style, title').remove();
    const visible = page('body').text().replace(/\s+/g, ' ');
    const mails = compiledMails()[content.kind] ?? [];
    const links = mails.flatMap((mail) => mail.links);
    const words = mails.flatMap((mail) => Object.keys(mail.languages[language].words));
    for (const [name, value] of Object.entries(content)) {
      if (['kind', ...links, ...words].includes(name)) continue;
      const read = ['endsOn', 'requiredFrom'].includes(name) ? DAYS[language] : value;
      expect(visible).toContain(read.replace(/\s+/g, ' '));
      expect(text).toContain(read);
    }
    const [link] = links.flatMap((name) => new Map(Object.entries(content)).get(name) ?? []);
    expect(page('a').get().length).toBe(link === undefined ? 0 : 2);
    for (const anchor of page('a').get()) expect(anchor.attribs['href']).toBe(link);
    if (link !== undefined) expect(text.split('\n')).toContain(link);
    expect(text).not.toMatch(/\{\{|\}\}|\[\[|\]\]|undefined|null|data:|base64/);
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
      '&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; Bcc: all@\u200cexample.\u200ccom {{link}} &#39;&amp;amp;',
    );
    expect(text).toContain('“<script>alert("1")</script> Bcc: all@\u200cexample.\u200ccom {{link}} \'&amp;”');
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
      const given = 'team' in content ? content.team : ADDRESS;
      const prose = [subject, text, load(html)('body').text()].join('\n').replaceAll(given, '');
      expect(prose).not.toMatch(/[^\u00a0\s][:;!?](\s|$)| [:;!?»]|« /m);
    }
  });
});

it('shows domains in the letters of their language, and leaves links and passwords alone', () => {
  const content = {
    kind: 'password_reset',
    address: 'camille@xn--vry-9la.fr',
    password: 'a@xn--vry-9la.fr',
    link: 'https://xn--vry-9la.fr/?of=xn--vry-9la.fr',
  } as const;
  for (const language of LANGUAGES) {
    const { html, text } = renderMail(content, language);
    for (const part of [html, text]) {
      expect(part).toContain('camille@évry.fr');
      expect(part).toContain('a@xn--vry-9la.fr');
      expect(part).toContain('https://xn--vry-9la.fr/');
    }
  }
  const enabled = renderMail({ kind: 'mail_domain_enabled', domain: 'xn--vry-9la.fr', link: LINK }, 'fr-fr');
  expect(enabled.text).toContain('évry.fr');
});

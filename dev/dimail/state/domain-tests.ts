/** One test of a domain's check report (contract/dimail.md section 6). */
export type DomainTest = Readonly<{
  ok: boolean;
  internal: boolean;
  errors: readonly Readonly<{ code: string; detail: string }>[];
}>;
export type DomainTests = Readonly<Record<string, DomainTest>>;

const EXTERNAL = ['domain_exist', 'mx', 'cname_imap', 'cname_smtp', 'cname_webmail', 'spf', 'dkim'];
const INTERNAL = ['postfix', 'ox', 'cert', 'webmail_ok'];

const everyTest = (make: (key: string, internal: boolean) => DomainTest): DomainTests =>
  Object.fromEntries([
    ...EXTERNAL.map((key) => [key, make(key, false)] as const),
    ...INTERNAL.map((key) => [key, make(key, true)] as const),
  ]);

const failing = (internal: boolean, code: string, detail: string): DomainTest => ({
  ok: false,
  internal,
  errors: [{ code, detail }],
});

/** The tests of a domain before its first check. */
export const untested = (): DomainTests =>
  everyTest((_key, internal) => failing(internal, 'no_test', "Ce test n'a pas encore été exécuté."));

export const allPassing = (): DomainTests =>
  everyTest((_key, internal) => ({ ok: true, internal, errors: [] }));

/** A domain whose owner has not published the records yet. */
export const dnsMissing = (domain: string): DomainTests => ({
  ...allPassing(),
  mx: failing(
    false,
    'wrong_mx',
    `Le MX de ${domain} doit être mx.ox.numerique.gouv.fr. ; valeur trouvée : mx.${domain}.`,
  ),
  ...Object.fromEntries(
    ['imap', 'smtp', 'webmail'].map((name) => [
      `cname_${name}`,
      failing(
        false,
        `no_cname_${name}`,
        `Aucun CNAME ${name}.${domain} : il doit désigner ${name}.ox.numerique.gouv.fr.`,
      ),
    ]),
  ),
  spf: failing(
    false,
    'no_spf',
    `Aucun enregistrement SPF pour ${domain} : il doit contenir include:_spf.ox.numerique.gouv.fr.`,
  ),
  dkim: failing(false, 'no_dkim', `Aucune clé DKIM trouvée en dimail._domainkey.${domain}.`),
});

/** A domain whose setup dimail itself has not finished. */
export const setupIncomplete = (domain: string): DomainTests => ({
  ...allPassing(),
  cert: failing(true, 'no_cert', `Aucun certificat n'a été émis pour ${domain}.`),
});

/** The same tests, with those that dimail can repair as passed. */
export const repaired = (tests: DomainTests): DomainTests =>
  Object.fromEntries(
    Object.entries(tests).map(([key, test]) => [
      key,
      test.internal ? { ...test, ok: true, errors: [] } : test,
    ]),
  );

export const noFailure = (tests: DomainTests): boolean => Object.values(tests).every(({ ok }) => ok);

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { pressOpenMailbox } from '../../dev/demo/press-open-mailbox.ts';
import { type ApplicationHere, openApplicationHere } from '../support/application-here.ts';
import { eventually } from '../support/eventually.ts';
import { signIn } from '../support/signed-in-client.ts';
import { CsvOrganizationDirectory } from './csv-organization-directory.ts';
import { GatewayTokenIntrospector } from './gateway-token-introspector.ts';
import { PasswdFileMailProvisioner } from './passwd-file-mail-provisioner.ts';
import { startTokenGateway } from './token-gateway.ts';

let folder: string;
let gateway: Awaited<ReturnType<typeof startTokenGateway>>;
let application: ApplicationHere;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'regie-extending-'));
  await writeFile(join(folder, 'directory.csv'), '13002526500013;MAIRIE DE TOURCOING;7210;TOURCOING;yes\n');
  application = await openApplicationHere();
  gateway = await startTokenGateway();
  await application.start(
    { OIDC_CLIENT_API_BEARER: 'true', OIDC_CLIENT_API_BEARER_CLIENTS: 'portal' },
    {
      adapters: {
        mailProvisioner: new PasswdFileMailProvisioner(folder),
        organizationDirectory: new CsvOrganizationDirectory(join(folder, 'directory.csv')),
        tokenIntrospector: new GatewayTokenIntrospector(gateway.url),
      },
    },
  );
});
afterAll(async () => {
  await application?.close();
  await gateway?.close();
  await rm(folder, { recursive: true, force: true });
});

it('another mail server, another directory and another authorization server take their places', async () => {
  const { url, surroundings } = application;
  const { regie } = await signIn(url);
  const me = await regie.users.me.query();
  await eventually(async () => {
    const organization = await regie.organizations.get.query({ id: me.organization?.id ?? '' });
    expect(organization).toMatchObject({ name: 'Tourcoing', metadata: { is_commune: true } });
  });

  const domain = await regie.mailDomains.create.mutate({
    name: 'tourcoing.example',
    supportEmail: 's@t.example',
  });
  expect(domain).toMatchObject({
    status: 'enabled',
    expectedConfig: [{ target: '', type: 'mx', value: 'mail.mairie.example.' }],
  });
  const mailbox = await regie.mailboxes.create.mutate({
    domainSlug: domain.slug,
    firstName: 'Jeanne',
    lastName: 'Dupont',
    localPart: 'jeanne',
    secondaryEmail: 'jeanne@perso.example',
  });
  expect(mailbox.status).toBe('enabled');
  expect(await readFile(join(folder, 'tourcoing.example', 'passwd'), 'utf8')).toMatch(
    /^jeanne:\{SCRYPT\}\w+\$\w+:/,
  );

  await eventually(() => expect(surroundings.mails.messages({ to: 'jeanne@perso.example' })).toHaveLength(1));
  const [mail] = surroundings.mails.messages({ to: 'jeanne@perso.example' });
  const link = /http\S+\/mail-link\/\?token=[\w-]+/.exec(mail?.text ?? '')?.[0] ?? '';
  const webmail = await pressOpenMailbox(link);
  const code = await readFile(join(folder, 'tourcoing.example', 'jeanne.code'), 'utf8');
  expect(webmail).toContain(`/code/${code}`);
  expect(surroundings.dimail.control.requests()).toEqual([]);

  const token = gateway.issue({ owner: 'people', application: 'portal', rights: [] });
  const askedBy = (authorization: string) =>
    fetch(`${url}/api/v1.0/users/me/`, { headers: { authorization } }).then(async (response) => ({
      status: response.status,
      body: (await response.json()) as { email?: string },
    }));
  expect(await askedBy(`Bearer ${token}`)).toMatchObject({ status: 200, body: { email: me.email } });
  expect(
    await askedBy(`Bearer ${gateway.issue({ owner: 'people', application: 'other', rights: [] })}`),
  ).toMatchObject({ status: 401 });
  gateway.revoke(token);
  expect(await askedBy(`Bearer ${token}`)).toMatchObject({ status: 401 });
});

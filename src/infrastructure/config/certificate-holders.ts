import type { CertificateHolder } from '../../adapters/certificates/certificate-end.ts';
import type { Settings } from './settings.ts';

type Given = Pick<
  Settings,
  'publicUrl' | 'identityProvider' | 'mailProvisioning' | 'organizationDirectory' | 'smtp'
>;

/** The servers whose certificates this installation depends on, by name; those without encryption have none. */
export function certificateHolders(settings: Given): Readonly<Record<string, CertificateHolder>> {
  const addresses = {
    public: settings.publicUrl,
    identity_provider: settings.identityProvider.issuer,
    mail_service: settings.mailProvisioning.address,
    directory: settings.organizationDirectory.baseUrl,
  };
  const overHttps = Object.entries(addresses).flatMap(([name, address]) => {
    const { protocol, hostname: host, port } = new URL(address);
    const holder: CertificateHolder = { host, port: Number(port || 443) };
    return protocol === 'https:' ? [[name, holder] as const] : [];
  });
  const { host, port, tls } = settings.smtp;
  return {
    ...Object.fromEntries(overHttps),
    ...(tls === 'none' ? {} : { smtp: { host, port, startTls: tls === 'starttls' } }),
  };
}

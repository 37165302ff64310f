import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export type Authority = Readonly<{
  /** File with the authority's certificate, PEM. */
  file: string;
  /** Certificate of `localhost`, with its key; files, PEM. */
  certificate: string;
  key: string;
}>;

/** Makes an authority of certificates with openssl, and one certificate by it. */
export function makeAuthority(openssl: string, folder: string): Authority {
  const at = (name: string) => join(folder, name);
  const run = (...args: readonly string[]) => void execFileSync(openssl, args, { stdio: 'pipe' });
  run(
    ...[
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-days',
      '60',
      '-subj',
      '/CN=Walk-through authority',
    ],
    ...[
      '-addext',
      'basicConstraints=critical,CA:TRUE',
      '-keyout',
      at('authority.key'),
      '-out',
      at('authority.pem'),
    ],
  );
  run(
    ...['req', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=localhost'],
    ...['-keyout', at('server.key'), '-out', at('server.csr')],
  );
  writeFileSync(at('server.ext'), 'subjectAltName=DNS:localhost,IP:127.0.0.1\n');
  run(
    ...[
      'x509',
      '-req',
      '-in',
      at('server.csr'),
      '-days',
      '60',
      '-extfile',
      at('server.ext'),
      '-CAcreateserial',
    ],
    ...['-CA', at('authority.pem'), '-CAkey', at('authority.key'), '-out', at('server.pem')],
  );
  return { file: at('authority.pem'), certificate: at('server.pem'), key: at('server.key') };
}

export const readPem = (file: string): string => readFileSync(file, 'utf8');

/**
 * Loads `oidc-provider` without its remark about the runtime: it wants Node 22 where 20 is enough for us, and says
 * so on the console while it is being imported.
 */
export async function loadOidcProvider(): Promise<typeof import('oidc-provider')> {
  const { warn } = console;
  console.warn = (...words: unknown[]) => {
    if (!String(words[0]).includes('Unsupported runtime')) warn(...words);
  };
  try {
    return await import('oidc-provider');
  } finally {
    console.warn = warn;
  }
}

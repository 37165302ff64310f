import { spawn } from 'node:child_process';

/** An operating system account that a program runs as. */
export type Account = Readonly<{ uid: number; gid: number }>;

type Result = Readonly<{
  /** Exit code; `undefined` when the program could not be started or was killed by a signal. */
  code: number | undefined;
  /** Both outputs of the program, or why it could not be started. */
  output: string;
  /** Name of the system error (`EACCES`, `ENOENT`…) when it could not be started. */
  failure: string | undefined;
}>;

/** Runs a program to its end, outside our own folder, which `account` might not be allowed to enter. */
export const runProgram = (
  file: string,
  args: readonly string[],
  { account, env = process.env }: { account?: Account | undefined; env?: NodeJS.ProcessEnv } = {},
): Promise<Result> =>
  new Promise((resolve) => {
    const child = spawn(file, args, { ...account, cwd: '/', env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const collect = (chunk: Buffer) => {
      output += chunk.toString('utf8');
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', (error: NodeJS.ErrnoException) =>
      resolve({ code: undefined, output: error.message, failure: error.code }),
    );
    child.once('close', (code) => resolve({ code: code ?? undefined, output, failure: undefined }));
  });

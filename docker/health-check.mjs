/** Ends with 0 if the process of this container answers, as the image's health check. */
const port = process.env.PORT || '8071';
try {
  const { ok } = await fetch(`http://127.0.0.1:${port}/__lbheartbeat__`, {
    signal: AbortSignal.timeout(4_000),
  });
  process.exitCode = ok ? 0 : 1;
} catch {
  process.exitCode = 1;
}

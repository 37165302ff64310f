/** Preloaded into a program that is measured: tells its largest memory when it ends, in a line on standard error. */
process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  process.stderr.write(`cpu ${(user + system) / 1e6}\n`);
  process.stderr.write(`peak memory: ${process.resourceUsage().maxRSS} KiB\n`);
});

/** Preloaded into a program that is measured: tells its largest memory when it ends, in a line on standard error. */
process.on('exit', () => {
  process.stderr.write(`peak memory: ${process.resourceUsage().maxRSS} KiB\n`);
});

/** Preloaded into a program that is measured: tells in a line on standard error, when it ends, what it took. */
process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const seconds = (userCPUTime + systemCPUTime) / 1e6;
  process.stderr.write(`peak memory: ${maxRSS} KiB, processor time: ${seconds} s\n`);
});

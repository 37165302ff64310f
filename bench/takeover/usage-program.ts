/** Preloaded into a measured program: prints its resource usage in a line on standard error when it ends. */
process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const seconds = (userCPUTime + systemCPUTime) / 1e6;
  process.stderr.write(`peak memory: ${maxRSS} KiB, processor time: ${seconds} s\n`);
});

/** The seven arrows of the hexagon. Each forbids what its layer must not know. */
const onlyImports = (layer, ...allowed) => ({
  name: `${layer}-only-imports-${['itself', ...allowed].join('-and-')}`,
  severity: 'error',
  from: { path: `^src/${layer}/` },
  to: { path: '.', pathNot: [layer, ...allowed].map((name) => `^src/${name}/`) },
});

module.exports = {
  forbidden: [
    onlyImports('domain'),
    onlyImports('application', 'domain'),
    {
      name: 'adapters-not-infrastructure',
      severity: 'error',
      from: { path: '^src/adapters/' },
      to: { path: '^src/infrastructure/' },
    },
    {
      name: 'adapters-are-strangers',
      severity: 'error',
      from: { path: '^src/adapters/([^/]+)/' },
      to: { path: '^src/adapters/', pathNot: '^src/adapters/$1/' },
    },
    {
      name: 'transports-not-adapters',
      severity: 'error',
      from: { path: '^src/infrastructure/(trpc|rest|http)/' },
      to: { path: '^src/adapters/' },
    },
    {
      name: 'inversify-in-container-only',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/infrastructure/container/' },
      to: { path: 'node_modules/(inversify|reflect-metadata)' },
    },
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'production-not-development',
      comment: 'Fakes and companions stay out of production code paths.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(dev|bench|tests|scripts)/' },
    },
  ],
  options: {
    exclude: '\\.test\\.ts$',
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { conditionNames: ['source', 'import', 'node', 'default'] },
  },
};

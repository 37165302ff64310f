/** The seven arrows of the hexagon. Each forbids what its layer must not know. */

const onlyImports = (layer, ...allowed) => ({
  name: `${layer}-only-imports-${['itself', ...allowed].join('-and-')}`,
  severity: 'error',
  from: { path: `^src/${layer}/` },
  to: { path: '.', pathNot: [layer, ...allowed].map((name) => `^src/${name}/`) },
});

/** The domain, which also knows the tables of a standard: by UTS 46, two spellings of a domain are one name. */
const domainOnly = () => {
  const { to, ...rule } = onlyImports('domain');
  return { ...rule, to: { ...to, pathNot: [...to.pathNot, 'node_modules/(@types/)?tr46/'] } };
};

/** The same for a folder that may use packages. */
const ofOurs = (folder, ...allowed) => {
  const { to, ...rule } = onlyImports(folder, ...allowed);
  return { ...rule, to: { ...to, path: '^src/' } };
};

module.exports = {
  forbidden: [
    domainOnly(),
    onlyImports('application', 'domain'),
    {
      name: 'adapters-not-infrastructure',
      severity: 'error',
      from: { path: '^src/adapters/' },
      to: { path: '^src/infrastructure/' },
    },
    {
      name: 'adapters-are-strangers',
      comment:
        'What two of them share is said once and knows neither: `storage` for the storages, `oauth` for both that ask the identity provider.',
      severity: 'error',
      from: { path: '^src/adapters/([^/]+)/' },
      to: { path: '^src/adapters/', pathNot: '^src/adapters/($1|storage|oauth)/' },
    },
    {
      name: 'only-storages-share-storage',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/adapters/(storage|postgres|memory)/' },
      to: { path: '^src/adapters/storage/' },
    },
    {
      name: 'only-provider-adapters-share-oauth',
      severity: 'error',
      from: { path: '^src/adapters/', pathNot: '^src/adapters/(oauth|openid|introspection)/' },
      to: { path: '^src/adapters/oauth/' },
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
    {
      name: 'takeover-is-a-tool',
      comment: 'It stands beside the product: only the program that offers its command knows it.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(takeover/|infrastructure/operator-commands\\.ts$)' },
      to: { path: '^src/takeover/' },
    },
    // What the reference stored of checks is dimail's report.
    onlyImports('takeover/mapping', 'domain', 'adapters/provisioning/dimail'),
    onlyImports('takeover/import', 'takeover/mapping'),
    ofOurs('takeover/sql', 'takeover/mapping'),
    ofOurs('takeover/source', 'takeover/(import|mapping|sql)'),
    ofOurs('takeover/target', 'takeover/(import|mapping|sql)', 'adapters/postgres'),
    ofOurs(
      'takeover/command',
      'takeover',
      'adapters/(postgres|system)',
      'infrastructure/(config|command-line)',
    ),
    {
      name: 'console-asks-the-server',
      comment:
        'The console has no rule of the business: of the server it knows the types of its procedures, the schemas of their input and what it is told at its start, each in one file of `web/src/server`.',
      severity: 'error',
      from: { path: '^web/', pathNot: '^web/src/server/' },
      to: { path: '^(src|dev|bench|tests|scripts)/' },
    },
    {
      name: 'console-knows-what-it-is-offered',
      severity: 'error',
      from: { path: '^web/src/server/' },
      to: {
        path: '^(src|dev|bench|tests|scripts)/',
        pathNot: '^src/infrastructure/(trpc/(client|schemas)|console/console-config)\\.ts$',
      },
    },
    {
      name: 'schemas-reach-browsers',
      comment:
        'What the console takes of them is loaded by browsers: neither tables of a standard nor anything of Node.',
      severity: 'error',
      from: { path: '^src/infrastructure/trpc/schemas\\.ts$' },
      to: {
        reachable: true,
        path: 'node_modules/(tr46|@trpc/server|express)/|^(node:)?(fs|crypto|path|http|net)$',
      },
    },
    {
      name: 'server-not-console',
      comment: 'It serves what was built of it.',
      severity: 'error',
      from: { path: '^(src|bench|tests|scripts)/' },
      to: { path: '^web/' },
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

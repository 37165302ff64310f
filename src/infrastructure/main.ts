/** Entry point of an installation's program: the other modules are loaded once their compiled form may be cached. */
import module from 'node:module';

// Node 20 has no such cache. `NODE_COMPILE_CACHE` is its folder.
if ('enableCompileCache' in module && typeof module.enableCompileCache === 'function')
  module.enableCompileCache();
await import('./run-program.ts');

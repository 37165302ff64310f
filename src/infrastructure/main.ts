/** Where an installation's program begins: what it is made of is loaded once its compiled form may be kept. */
import module from 'node:module';

// Node 20 keeps none. Where it is kept, `NODE_COMPILE_CACHE` says.
if ('enableCompileCache' in module && typeof module.enableCompileCache === 'function')
  module.enableCompileCache();
await import('./program.ts');

import type { JobHandler } from '../../shared/jobs/job.ts';
import type { PluginRegistry } from './plugin-registry.ts';

/** Calls a plugin's hook; a plugin that cannot continue returns the delay until the next call. */
export const makeRunPluginHook =
  ({ plugins }: { plugins: PluginRegistry }): JobHandler<'run_plugin_hook'> =>
  async ({ plugin, event }) => {
    const outcome = await plugins.call(plugin, event);
    return outcome.done ? undefined : { retryInSeconds: outcome.retryInSeconds };
  };

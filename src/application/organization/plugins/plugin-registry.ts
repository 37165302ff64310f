import type { PluginEvent } from '../../shared/jobs/job.ts';
import type { HookOutcome } from './plugin.ts';

/** The configured plugins and the events that they handle (contract/rest-api.md 5.3). */
export interface PluginRegistry {
  /** Names of the plugins that handle `hook`, in configured order. */
  listening(hook: PluginEvent['hook']): readonly string[];
  /**
   * Has one plugin handle an event. Returns at once for a plugin that is no longer configured, or no longer handles such
   * events.
   * @throws whatever the plugin throws
   */
  call(plugin: string, event: PluginEvent): Promise<HookOutcome>;
}

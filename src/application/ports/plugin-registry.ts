/** Points of the application at which plugins are told what happened (contract/rest-api.md 5.3). */
export const PLUGIN_HOOKS = ['organization_created', 'organization_access_granted'] as const;
export type PluginHook = (typeof PLUGIN_HOOKS)[number];

/** Which configured plugins want to hear of what. */
export interface PluginRegistry {
  /** Names of the plugins that handle `hook`, in configured order. */
  listening(hook: PluginHook): readonly string[];
}

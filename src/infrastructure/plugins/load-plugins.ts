import { createPlugin as createLaSuite } from '../../application/organization/plugins/la-suite.ts';
import type { CreatePlugin, Plugin, PluginPorts } from '../../application/organization/plugins/plugin.ts';
import { InstalledPlugins } from './installed-plugins.ts';

/** Plugins of the application, by their names in the reference. */
const SHIPPED: Readonly<Record<string, CreatePlugin>> = { 'plugins.la_suite': createLaSuite };

const isPluginModule = (module: unknown): module is { createPlugin: CreatePlugin } =>
  typeof module === 'object' &&
  module !== null &&
  'createPlugin' in module &&
  typeof module.createPlugin === 'function';

async function find(name: string): Promise<CreatePlugin> {
  const shipped = SHIPPED[name];
  if (shipped) return shipped;
  const module: unknown = await import(name);
  if (!isPluginModule(module)) throw new Error(`The plugin ${name} exports no function createPlugin`);
  return module.createPlugin;
}

/**
 * Loads a plugin: one of our own by name, any other as a module (a package, or the absolute URL of a file) that exports
 * `createPlugin`.
 *
 * @throws Error naming the plugin, when it cannot be loaded
 */
export async function loadPlugin(name: string, ports: PluginPorts): Promise<Plugin> {
  try {
    return (await find(name))(ports);
  } catch (cause) {
    throw new Error(`The plugin ${name} cannot be loaded`, { cause });
  }
}

/** Loads the configured plugins. @throws Error naming the plugin that cannot be loaded */
export const loadPlugins = async (names: readonly string[], ports: PluginPorts): Promise<InstalledPlugins> =>
  new InstalledPlugins(await Promise.all(names.map((name) => loadPlugin(name, ports))));

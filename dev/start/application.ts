/** The application as the launcher runs it: the production program, which also ends when the launcher is gone. */
import { loadSettings } from '../../src/infrastructure/config/settings.ts';
import { startApplication } from '../../src/infrastructure/start-application.ts';
import { stopRequested } from '../companion/stop-requested.ts';

const stopping = stopRequested();
const application = await startApplication(loadSettings());
await stopping;
await application.stop();
process.exit(0);

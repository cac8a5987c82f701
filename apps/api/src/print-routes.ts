import { controllers } from './controllers.js';
import { listRoutes } from './routes.js';

// One JSON object a line and nothing else on stdout. A route without a rule ends it with the route's name and code 1.
try {
  for (const route of listRoutes(controllers)) process.stdout.write(`${JSON.stringify(route)}\n`);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}

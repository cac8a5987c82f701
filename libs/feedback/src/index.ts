export * from './feedback.module.js';
export * from './feedback.service.js';
export * from './incidents/incident.service.js';
export { tidyIncidents } from './incidents/tidy-incidents.js';

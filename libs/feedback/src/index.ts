export * from './feedback.module.js';
export * from './feedback.service.js';

export * from './certificate.js';
export * from './certificate-head.js';
export * from './write-certificates.js';

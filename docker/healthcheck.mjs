// Is this container's api ready to take people? Exit code 0 or 1, with the reason for `docker inspect`.

const address = `http://127.0.0.1:${process.env.PORT ?? 3000}/api/health/ready`;
try {
  const answer = await fetch(address, { signal: AbortSignal.timeout(4000) });
  if (!answer.ok) process.stdout.write(`${answer.status} ${await answer.text()}\n`);
  process.exitCode = answer.ok ? 0 : 1;
} catch (error) {
  process.stdout.write(`${error.message}\n`);
  process.exitCode = 1;
}

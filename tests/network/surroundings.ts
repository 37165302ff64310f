/** The systems of docker-compose.yml, by the names that its service `tests` gives. @throws Error outside its network */
export function surrounding(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: these tests run in the network of docker-compose.yml`);
  return value;
}

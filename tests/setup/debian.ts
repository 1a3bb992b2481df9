import { spawnSync } from 'node:child_process';

/**
 * Installs a package with apt-get, if this is Debian and the user may: as root on Linux.
 * @returns whether it is installed now
 */
export function installDebianPackage(name: string): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  process.stdout.write(`Installing ${name} with apt-get …\n`);
  const apt = (...args: string[]) =>
    spawnSync('apt-get', args, {
      stdio: 'inherit',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0;
  // An update that fails for one of many sources still keeps the others.
  apt('update');
  return apt('install', '-y', '--no-install-recommends', name);
}

import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { accessSync, chownSync, constants } from 'node:fs'
import { chmod, chown, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { projectDir } from '../../src/config.ts'
import { freePort } from './portal-process.ts'

const program = '/usr/sbin/nginx'

/** Why nothing can be said here; null where nginx is installed. */
export const nginxMissing: string | null = (() => {
  try {
    accessSync(program, constants.X_OK)
    return null
  } catch {
    return ' (no verdict: nginx is not installed)'
  }
})()

/** The configuration of deploy/nginx as it is, but for places, ports and names. */
export type Balancer = {
  origin: string
  /** The same with TLS, by a certificate that nobody vouches for. */
  tlsOrigin: string
  folder: string
  start(): Promise<void>
  /** kill -9 of all its processes. */
  kill(): Promise<void>
  /** What `nginx -t` says. */
  check(): Promise<string>
  log(): Promise<string>
  close(): Promise<void>
}

/** `ports` of the web processes; the balancer itself listens on `port`. */
export async function createBalancer({
  ports,
  port,
}: {
  ports: readonly number[]
  port: number
}): Promise<Balancer> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'ashyq-nginx-'))
  const [tlsPort, plainPort] = [await freePort(), await freePort()]
  await cp(path.join(projectDir, 'deploy/nginx'), path.join(folder, 'ashyq'), { recursive: true })
  await mkdir(path.join(folder, 'cache'))
  await makeCertificate(folder)
  const servers = ports.map((one) => `server 127.0.0.1:${one} max_fails=2 fail_timeout=5s;`).join('\n')
  for (const name of await readdir(path.join(folder, 'ashyq'))) {
    if (!/\.(conf|inc)$/.test(name)) continue
    const file = path.join(folder, 'ashyq', name)
    const text = (await readFile(file, 'utf8'))
      .replaceAll('/etc/nginx/ashyq', path.join(folder, 'ashyq'))
      .replaceAll('/var/cache/nginx/ashyq', path.join(folder, 'cache'))
      .replaceAll('/var/log/nginx/ashyq.log ashyq buffer=32k flush=5s', `${folder}/access.log ashyq`)
      .replaceAll('/opt/ashyq/current', projectDir)
      .replaceAll('ashyq.example.kz', '127.0.0.1')
      .replaceAll(/\/etc\/letsencrypt\/live\/[^/]+/g, folder)
      .replace('listen 80 default_server', `listen 127.0.0.1:${port} default_server`)
      .replace('listen 80;', `listen 127.0.0.1:${plainPort};`)
      .replace('listen 443 ssl http2;', `listen 127.0.0.1:${tlsPort} ssl http2; listen 127.0.0.1:${port};`)
      .replace('listen [::]:443 ssl http2;', '')
    await writeFile(file, text)
  }
  await writeFile(path.join(folder, 'ashyq/ashyq-processes.inc'), servers)
  const main = path.join(folder, 'nginx.conf')
  await writeFile(main, mainConfiguration(folder))
  await giveToNobody(folder)
  const identity = nobody === null ? {} : { uid: nobody, gid: nobody }
  const args = ['-p', folder, '-c', main]
  let child: ChildProcess | undefined

  async function kill(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'close')
    // Workers outlive a master that is killed; the group of all of them is its own.
    process.kill(-child.pid, signal)
    await ended
  }

  return {
    origin: `http://127.0.0.1:${port}`,
    tlsOrigin: `https://127.0.0.1:${tlsPort}`,
    folder,
    async start() {
      child = spawn(program, args, { detached: true, stdio: 'ignore', ...identity })
      while (!(await answers(port))) {
        if (child.exitCode !== null) throw new Error(await readFile(path.join(folder, 'error.log'), 'utf8'))
        await sleep(20)
      }
    },
    kill: () => kill(),
    async check() {
      const { stderr } = await promisify(execFile)(program, [...args, '-t'], identity)
      return stderr
    },
    log: () => readFile(path.join(folder, 'access.log'), 'utf8'),
    async close() {
      await kill('SIGTERM')
      await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 })
    },
  }
}

const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']

const mainConfiguration = (folder: string) => `
worker_processes 1;
daemon off;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log warn;
events { worker_connections 2048; }
http {
  include /etc/nginx/mime.types;
  sendfile on;
  ${temporary.map((kind) => `${kind}_temp_path ${folder}/${kind};`).join(' ')}
  include ${folder}/ashyq/ashyq.conf;
}
`

/** The user that has nothing; null when we are an ordinary user ourselves. */
const nobody = process.getuid?.() === 0 ? 65_534 : null

async function giveToNobody(folder: string): Promise<void> {
  await chmod(folder, 0o755)
  if (nobody === null) return
  await chown(folder, nobody, nobody)
  for (const name of await readdir(folder, { recursive: true })) {
    chownSync(path.join(folder, name), nobody, nobody)
  }
}

async function makeCertificate(folder: string): Promise<void> {
  const files = ['-keyout', path.join(folder, 'privkey.pem'), '-out', path.join(folder, 'fullchain.pem')]
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
  await promisify(execFile)('openssl', ['req', '-x509', ...kind, '-subj', '/CN=127.0.0.1', ...files])
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}

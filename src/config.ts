import path from 'node:path'
import { z } from 'zod'
import type { S3Settings } from './platform/files/s3-bucket.ts'
import { UserError } from './platform/user-error.ts'

/** Everything that may differ between two installations. Read once; nothing else reads process.env. */
export type Config = {
  mode: 'production' | 'development' | 'test'
  port: number
  host: string
  /** An outside PostgreSQL; absent = the embedded one in `dataDir`. */
  databaseUrl?: string
  /** A streaming replica of it, for reading that may be some seconds old; absent = there is none. */
  databaseReplicaUrl?: string
  /**
   * Most connections that the pages of one process open: on the primary, and as many again on the replica. Beside them
   * a web process has five for jobs and one that listens (docs/sizing.md).
   */
  databaseConnections: number
  /** Absolute path. */
  dataDir: string
  /** Absolute path: where the embedded database copies its log (WAL) for recovery to a point in time. */
  walArchive?: string
  /** Absent = mails are written to `dataDir`/mail. */
  smtpUrl?: string
  /** Where people reach the portal, without a slash at the end. */
  publicUrl: string
  /** Absent = generated once, see `secretKey()` in platform/secret-key.ts. */
  secretKey?: string
  /** Fill an empty database with invented content; unless said, only the embedded one. */
  demo: boolean
  jobs: 'inline' | 'off'
  /** The bot; absent = there is none. */
  telegram?: {
    token: string
    /** Address of the Bot API without a slash at the end; another one for a server of one's own and for tests. */
    apiRoot: string
    /** Telegram calls the portal at `publicUrl`; else the portal asks. */
    webhook: boolean
  }
  /** The city's own sign-in service for staff (OpenID Connect); absent = there is none. */
  oidc?: { issuer: string; clientId: string; clientSecret: string }
  /** The bucket that photos lie in; absent = they lie in `dataDir`/files. */
  s3?: S3Settings
  /** Number of reverse proxies whose X-Forwarded-* headers are believed. */
  trustProxy: number
  /** Minutes after which a session of staff that nobody uses rests until a fresh proof. */
  staffIdleMinutes: number
}

export const projectDir = path.resolve(import.meta.dirname, '..')

const wholeNumber = (variable: string, min: number, max: number, example: number) => {
  const error = `${variable} must be a whole number from ${min} to ${max}, for example ${variable}=${example}`
  return z
    .string()
    .regex(/^\d{1,9}$/, { error })
    .transform(Number)
    .refine((value) => value >= min && value <= max, { error })
}

const oneOf = <const Values extends [string, ...string[]]>(variable: string, values: Values) =>
  z.enum(values, {
    error: `${variable} must be ${values.join(' or ')}, for example ${variable}=${values[0]}`,
  })

const url = (variable: string, protocols: string[], example: string) =>
  z.string().refine((value) => protocols.includes(URL.parse(value)?.protocol ?? ''), {
    abort: true,
    error: `${variable} must be a URL that begins with ${protocols.map((p) => `${p}//`).join(' or ')}, for example ${variable}=${example}`,
  })

const databaseExample = 'postgresql://ashyq:password@127.0.0.1:5432/ashyq'

const Environment = z
  .object({
    NODE_ENV: oneOf('NODE_ENV', ['production', 'development', 'test']).optional(),
    PORT: wholeNumber('PORT', 0, 65535, 3000).default(3000),
    HOST: z
      .string()
      .regex(/^[A-Za-z0-9.:_-]+$/, {
        error: 'HOST must be one address or host name, for example HOST=0.0.0.0 (all) or HOST=127.0.0.1',
      })
      .default('127.0.0.1'),
    DATABASE_URL: url('DATABASE_URL', ['postgres:', 'postgresql:'], databaseExample)
      .refine((value) => (URL.parse(value)?.pathname.length ?? 0) > 1, {
        error: `DATABASE_URL must name a database after the last slash, for example DATABASE_URL=${databaseExample}`,
      })
      .optional(),
    DATABASE_REPLICA_URL: url(
      'DATABASE_REPLICA_URL',
      ['postgres:', 'postgresql:'],
      databaseExample,
    ).optional(),
    DATABASE_CONNECTIONS: wholeNumber('DATABASE_CONNECTIONS', 10, 500, 20).default(20),
    DATA_DIR: z
      .string()
      .refine((value) => !value.includes('\0'), {
        error: 'DATA_DIR must be a folder, for example DATA_DIR=./data',
      })
      .optional(),
    WAL_ARCHIVE: z.string().optional(),
    SMTP_URL: url('SMTP_URL', ['smtp:', 'smtps:'], 'smtps://name:password@mail.example.kz:465').optional(),
    PUBLIC_URL: url('PUBLIC_URL', ['http:', 'https:'], 'https://ashyq.example.kz')
      .refine((value) => isOrigin(value), {
        error:
          'PUBLIC_URL must hold only protocol, host and port, for example PUBLIC_URL=https://ashyq.example.kz',
      })
      .optional(),
    SECRET_KEY: z
      .string()
      .min(32, {
        error: 'SECRET_KEY must have at least 32 characters; make one with: openssl rand -base64 32',
      })
      .optional(),
    DEMO: oneOf('DEMO', ['0', '1']).optional(),
    JOBS: oneOf('JOBS', ['inline', 'off']).default('inline'),
    TRUST_PROXY: wholeNumber('TRUST_PROXY', 0, 10, 1).default(0),
    STAFF_IDLE_MINUTES: wholeNumber('STAFF_IDLE_MINUTES', 5, 1440, 60).default(60),
    TELEGRAM_TOKEN: z
      .string()
      .regex(/^\d{5,20}:[\w-]{20,80}$/, {
        error:
          'TELEGRAM_TOKEN must be the token that @BotFather gave, for example TELEGRAM_TOKEN=123456789:AAE…',
      })
      .optional(),
    TELEGRAM_API_ROOT: url('TELEGRAM_API_ROOT', ['http:', 'https:'], 'https://api.telegram.org').default(
      'https://api.telegram.org',
    ),
    TELEGRAM_WEBHOOK: oneOf('TELEGRAM_WEBHOOK', ['0', '1']).default('0'),
    OIDC_ISSUER: url('OIDC_ISSUER', ['https:', 'http:'], 'https://id.example.kz')
      .refine((value) => value.startsWith('https:') || isLoopback(value), {
        error: 'OIDC_ISSUER must begin with https:// (http:// only for a service on this very machine)',
      })
      .optional(),
    OIDC_CLIENT_ID: z.string().optional(),
    OIDC_CLIENT_SECRET: z.string().optional(),
    S3_ENDPOINT: url('S3_ENDPOINT', ['https:', 'http:'], 'https://s3.example.kz')
      .refine((value) => value.startsWith('https:') || isNear(value), {
        abort: true,
        error:
          'S3_ENDPOINT must begin with https:// (http:// only for a service on this machine or in its own network, by a name without dots), for example S3_ENDPOINT=https://s3.example.kz',
      })
      .optional(),
    S3_BUCKET: z
      .string()
      .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, {
        abort: true,
        error:
          'S3_BUCKET must be the name of a bucket: 3 to 63 small letters, digits, dots and hyphens, for example S3_BUCKET=ashyq-photos',
      })
      .optional(),
    S3_REGION: z
      .string()
      .regex(/^[a-z0-9-]{1,40}$/, {
        error: 'S3_REGION must be the name of a region, for example S3_REGION=us-east-1',
      })
      .default('us-east-1'),
    S3_ACCESS_KEY_ID: z.string().optional(),
    S3_SECRET_ACCESS_KEY: z.string().optional(),
    S3_PATH_STYLE: oneOf('S3_PATH_STYLE', ['1', '0']).default('1'),
  })
  .refine(
    ({ OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET }) => {
      const given = [OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET].filter((value) => value !== undefined)
      return given.length === 0 || given.length === 3
    },
    { error: 'OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET go together: set all three or none' },
  )
  .refine(
    (env) => {
      const given = [env.S3_ENDPOINT, env.S3_BUCKET, env.S3_ACCESS_KEY_ID, env.S3_SECRET_ACCESS_KEY]
      return given.every((value) => value === undefined) || given.every((value) => value !== undefined)
    },
    {
      error:
        'S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY go together: set all four or none',
    },
  )
  .refine(
    (env) =>
      !(env.NODE_ENV === 'production' && env.DATABASE_URL !== undefined && env.SECRET_KEY === undefined),
    {
      error:
        'SECRET_KEY is needed with NODE_ENV=production and DATABASE_URL, because every machine of the portal must have the same; make one with: openssl rand -base64 32',
    },
  )
  .refine((env) => env.DATABASE_REPLICA_URL === undefined || env.DATABASE_URL !== undefined, {
    error: 'DATABASE_REPLICA_URL needs DATABASE_URL: the embedded database has no replica',
  })
  .refine((env) => env.TELEGRAM_WEBHOOK === '0' || (env.PUBLIC_URL ?? '').startsWith('https:'), {
    error: 'TELEGRAM_WEBHOOK=1 needs PUBLIC_URL with https, because Telegram calls no other address',
  })

/**
 * The configuration from environment variables; an empty variable counts as not set.
 * Throws UserError with one sentence per bad variable. Touches nothing on disk.
 */
export function loadConfig(env: Record<string, string | undefined> = process.env): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  )
  const parsed = Environment.safeParse(given)
  if (!parsed.success) throw new UserError(parsed.error.issues.map((issue) => issue.message).join('\n'))
  const values = parsed.data
  return {
    mode: values.NODE_ENV ?? 'production',
    port: values.PORT,
    host: values.HOST,
    ...(values.DATABASE_URL === undefined ? {} : { databaseUrl: values.DATABASE_URL }),
    ...(values.DATABASE_REPLICA_URL === undefined ? {} : { databaseReplicaUrl: values.DATABASE_REPLICA_URL }),
    databaseConnections: values.DATABASE_CONNECTIONS,
    dataDir: values.DATA_DIR === undefined ? path.join(projectDir, 'data') : path.resolve(values.DATA_DIR),
    ...(values.WAL_ARCHIVE === undefined ? {} : { walArchive: path.resolve(values.WAL_ARCHIVE) }),
    ...(values.SMTP_URL === undefined ? {} : { smtpUrl: values.SMTP_URL }),
    publicUrl: values.PUBLIC_URL?.replace(/\/$/, '') ?? `http://localhost:${values.PORT}`,
    ...(values.SECRET_KEY === undefined ? {} : { secretKey: values.SECRET_KEY }),
    demo: values.DEMO === undefined ? values.DATABASE_URL === undefined : values.DEMO === '1',
    jobs: values.JOBS,
    trustProxy: values.TRUST_PROXY,
    staffIdleMinutes: values.STAFF_IDLE_MINUTES,
    ...oidcOf(values),
    ...s3Of(values),
    ...(values.TELEGRAM_TOKEN === undefined
      ? {}
      : {
          telegram: {
            token: values.TELEGRAM_TOKEN,
            apiRoot: values.TELEGRAM_API_ROOT.replace(/\/+$/, ''),
            webhook: values.TELEGRAM_WEBHOOK === '1',
          },
        }),
  }
}

function oidcOf({
  OIDC_ISSUER: issuer,
  OIDC_CLIENT_ID: clientId,
  OIDC_CLIENT_SECRET: clientSecret,
}: z.output<typeof Environment>): Pick<Config, 'oidc'> {
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) return {}
  return { oidc: { issuer, clientId, clientSecret } }
}

function s3Of(values: z.output<typeof Environment>): Pick<Config, 's3'> {
  const { S3_ENDPOINT, S3_BUCKET: bucket, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = values
  if (!S3_ENDPOINT || !bucket || !S3_ACCESS_KEY_ID || !S3_SECRET_ACCESS_KEY) return {}
  return {
    s3: {
      endpoint: S3_ENDPOINT.replace(/\/+$/, ''),
      bucket,
      region: values.S3_REGION,
      accessKeyId: S3_ACCESS_KEY_ID,
      secretAccessKey: S3_SECRET_ACCESS_KEY,
      pathStyle: values.S3_PATH_STYLE === '1',
    },
  }
}

/** A name without dots is one of a network of containers on this machine. */
const isNear = (value: string) => isLoopback(value) || !/[.:]/.test(URL.parse(value)?.hostname ?? '.')

const isLoopback = (value: string) =>
  ['localhost', '127.0.0.1', '[::1]'].includes(URL.parse(value)?.hostname ?? '')

const isOrigin = (value: string) => {
  const parsed = URL.parse(value)
  return parsed !== null && parsed.href === `${parsed.origin}/`
}

import { defineConfig } from 'prisma/config'

// `prisma generate` and `prisma migrate` look for a schema engine and would download it, although generating
// needs none and our migrations use the WebAssembly one. Any existing program keeps them from the network.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath
// No question to Prisma's makers whether there is a newer version.
process.env.CHECKPOINT_DISABLE ??= '1'

const url = process.env.DATABASE_URL

export default defineConfig({
  schema: 'prisma',
  migrations: { path: 'prisma/migrations' },
  ...(url ? { datasource: { url } } : {}),
})

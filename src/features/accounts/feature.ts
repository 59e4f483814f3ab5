import type { Feature } from '../../platform/http/route.ts'

export const accounts: Feature = { name: 'accounts' }

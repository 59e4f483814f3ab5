import type { Feature } from '../../platform/http/route.ts'

export const home: Feature = { name: 'home' }

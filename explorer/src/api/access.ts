import type { Me } from '../../../protocol/access.ts'
import { getJson, postJson } from './request.ts'

export function fetchMe(abort: AbortSignal): Promise<Me> {
  return getJson('/api/me', { params: {}, abort })
}

export function sendSignIn(name: string, password: string): Promise<void> {
  return postJson('/api/sign-in', { name, password })
}

export function sendSignOut(): Promise<void> {
  return postJson('/api/sign-out', {})
}

declare module '*/explorerFirstLoad.mjs' {
  export function listFirstLoad(locale: 'en' | 'zh'): string[]
}

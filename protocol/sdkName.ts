/** A DataKit resolves source maps only for SDK names that it knows, such as this one. */
export const SDK_NAME = 'df_web_rum_sdk'

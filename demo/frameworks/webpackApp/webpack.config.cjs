const { resolve } = require('node:path')

module.exports = {
  mode: 'production',
  entry: './src/index.js',
  output: { path: resolve(__dirname, 'dist'), filename: 'main.js' },
  resolve: process.env.WITHOUT_SDK
    ? { alias: { './rum.js': resolve(__dirname, 'src/noRum.js') } }
    : {},
  performance: { hints: false },
}

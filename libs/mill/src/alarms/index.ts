export * from './alarm-load'
export * from './lifecycle'

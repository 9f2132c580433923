export { type ApiConfig, ConfigError, loadConfig } from './config'
export { API_CONFIG, ConfigModule } from './config.module'

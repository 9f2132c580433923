export { EnergyModule } from './energy.module'

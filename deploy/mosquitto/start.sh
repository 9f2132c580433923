#!/bin/sh
# Starts the broker of docker-compose.yml: makes the password file from the environment, where nothing outlives the
# container, and then becomes mosquitto. RUN_DIR and CONFIG_DIR can be set for a trial outside of a container.
set -eu
umask 077
run_dir=${RUN_DIR:-/run/mosquitto}
config_dir=${CONFIG_DIR:-/mosquitto/config}

: "${MQTT_GATEWAY_PASSWORD:?is not set}" "${MQTT_API_PASSWORD:?is not set}" "${MQTT_HEALTH_PASSWORD:?is not set}"
: "${MQTT_TRAINER_PASSWORD:?is not set}"
printf 'gateway:%s\napi:%s\nhealth:%s\ntrainer:%s\n' \
  "$MQTT_GATEWAY_PASSWORD" "$MQTT_API_PASSWORD" "$MQTT_HEALTH_PASSWORD" "$MQTT_TRAINER_PASSWORD" >"$run_dir/passwords"
mosquitto_passwd -U "$run_dir/passwords"

# A copy, because newer brokers refuse a list that everybody may read.
cat "$config_dir/acl" >"$run_dir/acl"

# Where mosquitto_sub looks for its options (XDG_CONFIG_HOME): the healthcheck's password is on no command line.
printf -- '-u health\n-P %s\n' "$MQTT_HEALTH_PASSWORD" >"$run_dir/mosquitto_sub"

unset MQTT_GATEWAY_PASSWORD MQTT_API_PASSWORD MQTT_HEALTH_PASSWORD MQTT_TRAINER_PASSWORD
exec mosquitto -c "$config_dir/mosquitto.conf"

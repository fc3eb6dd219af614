# One file, a target a process: silo, gateway, standalone, simulator.
#   docker build --target silo -t payouts-silo .
FROM mcr.microsoft.com/dotnet/sdk:10.0-alpine AS build
WORKDIR /source
COPY .editorconfig global.json Directory.Build.props Directory.Packages.props ./
COPY eng/ eng/
COPY src/ src/
ARG TARGETS="Silo Gateway Standalone Heleket.Simulator"
# For Alpine on this processor alone: SQLite for every other system would double the image.
RUN rid=linux-musl-$(uname -m | sed 's/x86_64/x64/; s/aarch64/arm64/') && \
    for project in $TARGETS; do \
      dotnet restore "src/$project" --locked-mode && \
      dotnet publish "src/$project" --no-restore -c Release -r "$rid" --self-contained false -o "/out/$project" -p:UseAppHost=false || exit 1; \
    done

# Alpine: small, no root, and BusyBox's wget asks for the health.
FROM mcr.microsoft.com/dotnet/aspnet:10.0-alpine AS base
# A larger budget for young objects: docs/performance.md, "What event rows and the lane changed". The runtime reads it from the environment alone.
ENV DOTNET_gcServer=0 DOTNET_GCgen0size=0x4000000 DOTNET_EnableDiagnostics_IPC=0
WORKDIR /app
USER $APP_UID
STOPSIGNAL SIGTERM

FROM base AS silo
COPY --from=build /out/Silo .
ENV ASPNETCORE_URLS=http://+:8081
EXPOSE 8081 11111 30000
HEALTHCHECK --interval=5s --timeout=4s --start-period=60s --retries=6 CMD ["wget", "-q", "-O", "/dev/null", "http://127.0.0.1:8081/health/ready"]
ENTRYPOINT ["dotnet", "Payouts.Silo.dll"]

FROM base AS gateway
COPY --from=build /out/Gateway .
ENV ASPNETCORE_URLS=http://+:8080
EXPOSE 8080
HEALTHCHECK --interval=5s --timeout=4s --start-period=60s --retries=6 CMD ["wget", "-q", "-O", "/dev/null", "http://127.0.0.1:8080/health/ready"]
ENTRYPOINT ["dotnet", "Payouts.Gateway.dll"]

FROM base AS simulator
COPY --from=build /out/Heleket.Simulator .
ENV ASPNETCORE_URLS=http://+:8090
EXPOSE 8090
HEALTHCHECK --interval=5s --timeout=4s --start-period=30s --retries=6 CMD ["wget", "-q", "-O", "/dev/null", "http://127.0.0.1:8090/control/calls"]
ENTRYPOINT ["dotnet", "Heleket.Simulator.dll"]

FROM base AS standalone
COPY --from=build --chown=$APP_UID:$APP_UID /out/Standalone .
ENV ASPNETCORE_URLS=http://+:8080 ConnectionStrings__Payouts="Data Source=/data/payouts.db" ConnectionStrings__Documents="Data Source=/data/documents.db"
USER root
RUN mkdir /data && chown "$APP_UID:$APP_UID" /data
USER $APP_UID
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=5s --timeout=4s --start-period=60s --retries=6 CMD ["wget", "-q", "-O", "/dev/null", "http://127.0.0.1:8080/health/ready"]
ENTRYPOINT ["dotnet", "Payouts.Standalone.dll"]

@echo off
@rem SPDX-License-Identifier: BSD-3-Clause
@rem Runs LXT on the runtime next to it, or where there is none on the JDK 25 or newer that JAVA_HOME names.
setlocal
set "home=%~dp0.."
set "java=%home%\runtime\bin\java.exe"
if not exist "%java%" set "java=%JAVA_HOME%\bin\java.exe"
if not exist "%java%" (
  echo lxt: neither "%home%\runtime" nor JAVA_HOME has a java.exe; set JAVA_HOME to the folder of a JDK 25 or newer>&2
  exit /b 2
)
set archive=
if exist "%home%\lib\startup.jsa" set archive="-XX:SharedArchiveFile=%home%\lib\startup.jsa" -Xlog:aot*=off -Xlog:cds*=off
"%java%" %archive% "@%home%\lib\jvm-options" %LXT_JAVA_OPTS% -jar "%home%\lib\lxt.jar" %*
exit /b %errorlevel%

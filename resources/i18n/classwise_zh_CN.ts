<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>classwise</name>
    <message><source>Preferences</source><translation>首选项</translation></message>
</context>
</TS>

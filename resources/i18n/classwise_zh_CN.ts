<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>classwise</name>
    <message>
        <location filename="../../app/cache_preferences.py"/>
        <source>Looking at the cache</source>
        <translation>正在查看缓存</translation>
    </message>
    <message>
        <location filename="../../app/cache_preferences.py"/>
        <source>The cache in {folder} cannot be used: {reason}. Wait for runs that are writing to it, or choose another folder.</source>
        <translation>{folder} 中的缓存无法使用：{reason}。请等待正在写入它的训练结束，或选择其他文件夹。</translation>
    </message>
    <message>
        <location filename="../../app/context.py"/>
        <source>No file manager opened. The folder is {folder}</source>
        <translation>没有打开任何文件管理器。文件夹位于 {folder}</translation>
    </message>
    <message>
        <location filename="../../app/context.py"/>
        <source>{folder} is not there any more.</source>
        <translation>{folder} 已不存在。</translation>
    </message>
    <message>
        <location filename="../../app/data_actions.py"/>
        <source>Folder...</source>
        <translation>文件夹...</translation>
    </message>
    <message>
        <location filename="../../app/data_actions.py"/>
        <source>No pictures that look alike were found.</source>
        <translation>没有找到相似的图片。</translation>
    </message>
    <message>
        <location filename="../../app/data_actions.py"/>
        <source>Sample digits</source>
        <translation>示例数字图片</translation>
    </message>
    <message>
        <location filename="../../app/data_actions.py"/>
        <source>Table, list or zip...</source>
        <translation>表格、列表或 zip...</translation>
    </message>
    <message>
        <location filename="../../app/data_actions.py"/>
        <source>The data cannot be trained on yet.</source>
        <translation>这些数据还不能用于训练。</translation>
    </message>
    <message>
        <location filename="../../app/data_actions.py"/>
        <source>The data is still being read.</source>
        <translation>数据仍在读取。</translation>
    </message>
    <message>
        <location filename="../../app/data_augmenting.py"/>
        <source>Cannot read {path}: {error}</source>
        <translation>无法读取 {path}：{error}</translation>
    </message>
    <message>
        <location filename="../../app/data_augmenting.py"/>
        <source>Drawing</source>
        <translation>正在绘制</translation>
    </message>
    <message>
        <location filename="../../app/data_augmenting.py"/>
        <source>The Train page has these settings now.</source>
        <translation>训练页现在使用这些设置。</translation>
    </message>
    <message>
        <location filename="../../app/data_controller.py"/>
        <source>Checking the data</source>
        <translation>正在检查数据</translation>
    </message>
    <message>
        <location filename="../../app/data_controller.py"/>
        <source>Doubles and mistakes were not looked for to the end.</source>
        <translation>对重复图片和错误的查找没有完成。</translation>
    </message>
    <message>
        <location filename="../../app/data_controller.py"/>
        <source>Labels that were given to these pictures before are kept in {path}.</source>
        <translation>之前给这些图片设置的标签保存在 {path}。</translation>
    </message>
    <message>
        <location filename="../../app/data_controller.py"/>
        <source>Listing the pictures</source>
        <translation>正在列出图片</translation>
    </message>
    <message>
        <location filename="../../app/data_controller.py"/>
        <source>Looking for doubles and mistakes...</source>
        <translation>正在查找重复图片和错误...</translation>
    </message>
    <message>
        <location filename="../../app/data_controller.py"/>
        <source>Not now</source>
        <translation>暂不</translation>
    </message>
    <message>
        <location filename="../../app/data_controller.py"/>
        <source>Nothing to mend was found.</source>
        <translation>没有发现需要修正的内容。</translation>
    </message>
    <message>
        <location filename="../../app/data_controller.py"/>
        <source>Opening {path}</source>
        <translation>正在打开 {path}</translation>
    </message>
    <message>
        <location filename="../../app/data_controller.py"/>
        <source>Use them</source>
        <translation>使用</translation>
    </message>
    <message>
        <location filename="../../app/data_controller.py"/>
        <source>{stage}: {done:,} of {total:,}</source>
        <translation>{stage}：{done:,} / {total:,}</translation>
    </message>
    <message>
        <location filename="../../app/data_labels.py"/>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <location filename="../../app/data_labels.py"/>
        <source>Move to class</source>
        <translation>移到类别</translation>
    </message>
    <message>
        <location filename="../../app/data_labels.py"/>
        <source>None of the {n:,} selected pictures was changed.</source>
        <translation>所选的 {n:,} 张图片都没有更改。</translation>
    </message>
    <message>
        <location filename="../../app/data_labels.py"/>
        <source>Save the labels as a table</source>
        <translation>将标签另存为表格</translation>
    </message>
    <message>
        <location filename="../../app/data_labels.py"/>
        <source>Saved {path}</source>
        <translation>已保存 {path}</translation>
    </message>
    <message>
        <location filename="../../app/data_labels.py"/>
        <source>Saving labels</source>
        <translation>正在保存标签</translation>
    </message>
    <message>
        <location filename="../../app/data_labels.py"/>
        <source>The selected picture was not changed.</source>
        <translation>所选图片没有更改。</translation>
    </message>
    <message>
        <location filename="../../app/data_moving.py"/>
        <source>A training runs. Files can be moved when it has ended.</source>
        <translation>训练正在进行。训练结束后才能移动文件。</translation>
    </message>
    <message>
        <location filename="../../app/data_moving.py"/>
        <source>Classwise</source>
        <translation>Classwise</translation>
    </message>
    <message>
        <location filename="../../app/data_moving.py"/>
        <source>Every picture lies in the folder of its class.</source>
        <translation>每张图片都在其类别的文件夹中。</translation>
    </message>
    <message>
        <location filename="../../app/data_moving.py"/>
        <source>Move</source>
        <translation>移动</translation>
    </message>
    <message>
        <location filename="../../app/data_moving.py"/>
        <source>Move back</source>
        <translation>移回</translation>
    </message>
    <message>
        <location filename="../../app/data_moving.py"/>
        <source>Move {n:,} files into the folders of their classes?</source>
        <translation>将 {n:,} 个文件移到各自类别的文件夹？</translation>
    </message>
    <message>
        <location filename="../../app/data_moving.py"/>
        <source>Move {n} file into the folder of its class?</source>
        <translation>将 {n} 个文件移到其类别的文件夹？</translation>
    </message>
    <message>
        <location filename="../../app/data_moving.py"/>
        <source>Moving files</source>
        <translation>正在移动文件</translation>
    </message>
    <message>
        <location filename="../../app/data_moving.py"/>
        <source>Moving files back</source>
        <translation>正在移回文件</translation>
    </message>
    <message>
        <location filename="../../app/data_moving.py"/>
        <source>Planning the moves</source>
        <translation>正在规划移动</translation>
    </message>
    <message>
        <location filename="../../app/data_moving.py"/>
        <source>Put {n:,} files back where they were?</source>
        <translation>将 {n:,} 个文件放回原处？</translation>
    </message>
    <message>
        <location filename="../../app/data_moving.py"/>
        <source>Put {n} file back where it was?</source>
        <translation>将 {n} 个文件放回原处？</translation>
    </message>
    <message>
        <location filename="../../app/data_moving.py"/>
        <source>They were moved as {name} says.</source>
        <translation>它们按 {name} 所记录的方式移动过。</translation>
    </message>
    <message>
        <location filename="../../app/data_moving.py"/>
        <source>Undo...</source>
        <translation>撤销...</translation>
    </message>
    <message>
        <location filename="../../app/data_moving.py"/>
        <source>{first}. Nothing is overwritten, and the move can be undone: what lies where is written down before.</source>
        <translation>{first}。不会覆盖任何内容，移动也可以撤销：事先会记录每个文件的位置。</translation>
    </message>
    <message>
        <location filename="../../app/data_moving.py"/>
        <source>{n:,} files could not be moved back, as their place is taken or they are gone: {names}</source>
        <translation>{n:,} 个文件无法移回，因为原位置已被占用或文件已不存在：{names}</translation>
    </message>
    <message>
        <location filename="../../app/data_moving.py"/>
        <source>{n:,} files were moved back.</source>
        <translation>已移回 {n:,} 个文件。</translation>
    </message>
    <message>
        <location filename="../../app/data_moving.py"/>
        <source>{n:,} files were moved.</source>
        <translation>已移动 {n:,} 个文件。</translation>
    </message>
    <message>
        <location filename="../../app/data_moving.py"/>
        <source>{n} file could not be moved back, as its place is taken or it is gone: {names}</source>
        <translation>{n} 个文件无法移回，因为原位置已被占用或文件已不存在：{names}</translation>
    </message>
    <message>
        <location filename="../../app/data_moving.py"/>
        <source>{n} file was moved back.</source>
        <translation>已移回 {n} 个文件。</translation>
    </message>
    <message>
        <location filename="../../app/data_moving.py"/>
        <source>{n} file was moved.</source>
        <translation>已移动 {n} 个文件。</translation>
    </message>
    <message>
        <location filename="../../app/data_moving.py"/>
        <source>{source} becomes {target}</source>
        <translation>{source} 变为 {target}</translation>
    </message>
    <message>
        <location filename="../../app/data_new_class.py"/>
        <source>Name of the class for the selected picture:</source>
        <translation>所选图片的类别名称：</translation>
    </message>
    <message>
        <location filename="../../app/data_new_class.py"/>
        <source>Name of the class for {n:,} selected pictures:</source>
        <translation>{n:,} 张所选图片的类别名称：</translation>
    </message>
    <message>
        <location filename="../../app/data_new_class.py"/>
        <source>New class</source>
        <translation>新类别</translation>
    </message>
    <message>
        <location filename="../../app/data_new_class.py"/>
        <source>The class {name} is there already, and is used.</source>
        <translation>类别 {name} 已存在，已直接使用。</translation>
    </message>
    <message>
        <location filename="../../app/data_opener.py"/>
        <source>Making thumbnails</source>
        <translation>正在生成缩略图</translation>
    </message>
    <message>
        <location filename="../../app/data_opener.py"/>
        <source>Parting train, val and test</source>
        <translation>正在划分训练集、验证集和测试集</translation>
    </message>
    <message>
        <location filename="../../app/data_opener.py"/>
        <source>Reading the run's split</source>
        <translation>正在读取训练记录的数据划分</translation>
    </message>
    <message>
        <location filename="../../app/data_opener.py"/>
        <source>Reading {name}</source>
        <translation>正在读取 {name}</translation>
    </message>
    <message>
        <location filename="../../app/data_opener.py"/>
        <source>The data could not be read because of a fault inside Classwise; the log says more.</source>
        <translation>由于 Classwise 内部故障，数据无法读取；详见日志。</translation>
    </message>
    <message>
        <location filename="../../app/data_opener.py"/>
        <source>{finding} ({pictures})</source>
        <translation>{finding}（{pictures}）</translation>
    </message>
    <message>
        <location filename="../../app/data_opener.py"/>
        <source>{n} to train</source>
        <translation>训练集 {n}</translation>
    </message>
    <message>
        <location filename="../../app/data_splitting.py"/>
        <source>A training runs. Another split can be used when it has ended.</source>
        <translation>训练正在进行。训练结束后才能使用其他划分。</translation>
    </message>
    <message>
        <location filename="../../app/data_splitting.py"/>
        <source>Keeping the split</source>
        <translation>正在保留划分</translation>
    </message>
    <message>
        <location filename="../../app/data_splitting.py"/>
        <source>No picture in {split}: {names}.</source>
        <translation>{split}中没有图片的类别：{names}。</translation>
    </message>
    <message>
        <location filename="../../app/data_splitting.py"/>
        <source>Reading the table's columns</source>
        <translation>正在读取表格的列</translation>
    </message>
    <message>
        <location filename="../../app/data_splitting.py"/>
        <source>Say which part of the file's name is the group, such as {example}.</source>
        <translation>请说明文件名的哪一部分是组，例如 {example}。</translation>
    </message>
    <message>
        <location filename="../../app/data_splitting.py"/>
        <source>This is the current split now.</source>
        <translation>现在使用此划分。</translation>
    </message>
    <message>
        <location filename="../../app/data_splitting.py"/>
        <source>Working out a split</source>
        <translation>正在计算划分</translation>
    </message>
    <message>
        <location filename="../../app/data_splitting.py"/>
        <source>Write the split</source>
        <translation>写出划分</translation>
    </message>
    <message>
        <location filename="../../app/data_splitting.py"/>
        <source>Writing the split</source>
        <translation>正在写出划分</translation>
    </message>
    <message>
        <location filename="../../app/evaluate_actions.py"/>
        <source>An ONNX file cannot be changed.</source>
        <translation>ONNX 文件无法更改。</translation>
    </message>
    <message>
        <location filename="../../app/evaluate_actions.py"/>
        <source>Choose a folder with one folder of pictures a class</source>
        <translation>选择每个类别有一个图片文件夹的文件夹</translation>
    </message>
    <message>
        <location filename="../../app/evaluate_actions.py"/>
        <source>Choose a model file</source>
        <translation>选择模型文件</translation>
    </message>
    <message>
        <location filename="../../app/evaluate_actions.py"/>
        <source>Choose a run first.</source>
        <translation>请先选择训练记录。</translation>
    </message>
    <message>
        <location filename="../../app/evaluate_actions.py"/>
        <source>Choose a run folder</source>
        <translation>选择训练记录文件夹</translation>
    </message>
    <message>
        <location filename="../../app/evaluate_actions.py"/>
        <source>Choose a run or a model file first.</source>
        <translation>请先选择训练记录或模型文件。</translation>
    </message>
    <message>
        <location filename="../../app/evaluate_actions.py"/>
        <source>Choose a table of pictures and classes</source>
        <translation>选择图片和类别的表格</translation>
    </message>
    <message>
        <location filename="../../app/evaluate_actions.py"/>
        <source>HTML (*.html)</source>
        <translation>HTML (*.html)</translation>
    </message>
    <message>
        <location filename="../../app/evaluate_actions.py"/>
        <source>Looking for runs</source>
        <translation>正在查找训练记录</translation>
    </message>
    <message>
        <location filename="../../app/evaluate_actions.py"/>
        <source>Model file...</source>
        <translation>模型文件...</translation>
    </message>
    <message>
        <location filename="../../app/evaluate_actions.py"/>
        <source>Predict and evaluate with this threshold from now on. Choose it on val pictures: figures on the pictures that it was chosen on are too good.</source>
        <translation>从现在起用此阈值预测和评估。请在验证集图片上选择：在用来选择阈值的图片上，指标偏高。</translation>
    </message>
    <message>
        <location filename="../../app/evaluate_actions.py"/>
        <source>Run folder...</source>
        <translation>训练记录文件夹...</translation>
    </message>
    <message>
        <location filename="../../app/evaluate_actions.py"/>
        <source>Save the report</source>
        <translation>保存报告</translation>
    </message>
    <message>
        <location filename="../../app/evaluate_actions.py"/>
        <source>Table...</source>
        <translation>表格...</translation>
    </message>
    <message>
        <location filename="../../app/evaluate_actions.py"/>
        <source>Test pictures of the run</source>
        <translation>训练记录的测试集图片</translation>
    </message>
    <message>
        <location filename="../../app/evaluate_actions.py"/>
        <source>The report is open in the browser.</source>
        <translation>报告已在浏览器中打开。</translation>
    </message>
    <message>
        <location filename="../../app/evaluate_actions.py"/>
        <source>The report is {path}</source>
        <translation>报告位于 {path}</translation>
    </message>
    <message>
        <location filename="../../app/evaluate_actions.py"/>
        <source>The run's folder {folder} is gone, so its report is not written. Open the run from where its folder is now.</source>
        <translation>训练记录的文件夹 {folder} 已不在，因此没有写出报告。请从该文件夹现在的位置打开该训练记录。</translation>
    </message>
    <message>
        <location filename="../../app/evaluate_actions.py"/>
        <source>These figures were made with this threshold.</source>
        <translation>这些指标就是用此阈值得出的。</translation>
    </message>
    <message>
        <location filename="../../app/evaluate_actions.py"/>
        <source>Train pictures of the run</source>
        <translation>训练记录的训练图片</translation>
    </message>
    <message>
        <location filename="../../app/evaluate_actions.py"/>
        <source>Val pictures of the run</source>
        <translation>训练记录的验证集图片</translation>
    </message>
    <message>
        <location filename="../../app/evaluate_actions.py"/>
        <source>Writing the model file</source>
        <translation>正在写入模型文件</translation>
    </message>
    <message>
        <location filename="../../app/evaluate_actions.py"/>
        <source>Writing the report</source>
        <translation>正在写入报告</translation>
    </message>
    <message>
        <location filename="../../app/evaluate_actions.py"/>
        <source>{name} is predicted from {share} on, wherever this model file is opened from now on.</source>
        <translation>从现在起，无论在哪里打开此模型文件，得分达到 {share} 即预测为 {name}。</translation>
    </message>
    <message>
        <location filename="../../app/evaluate_actions.py"/>
        <source>{words} ({n:,})</source>
        <translation>{words}（{n:,}）</translation>
    </message>
    <message>
        <location filename="../../app/evaluate_controller.py"/>
        <source>Evaluating {name}</source>
        <translation>正在评估 {name}</translation>
    </message>
    <message>
        <location filename="../../app/evaluate_controller.py"/>
        <source>Opening the model</source>
        <translation>正在打开模型</translation>
    </message>
    <message>
        <location filename="../../app/evaluate_controller.py"/>
        <source>Opening {name}</source>
        <translation>正在打开 {name}</translation>
    </message>
    <message>
        <location filename="../../app/evaluate_controller.py"/>
        <source>The model is being opened.</source>
        <translation>正在打开模型。</translation>
    </message>
    <message>
        <location filename="../../app/evaluate_controller.py"/>
        <source>{job}: {stage}</source>
        <translation>{job}：{stage}</translation>
    </message>
    <message>
        <location filename="../../app/evaluate_corrections.py"/>
        <source>A training runs. Train again when it has ended.</source>
        <translation>训练正在进行。请在训练结束后重新训练。</translation>
    </message>
    <message>
        <location filename="../../app/evaluate_corrections.py"/>
        <source>Correct the true class of a picture first, or leave one out.</source>
        <translation>请先更正图片的真实类别，或排除图片。</translation>
    </message>
    <message>
        <location filename="../../app/evaluate_corrections.py"/>
        <source>Every picture is in the split it was in: {changed:,} with another class, {gone:,} left out.</source>
        <translation>每张图片都在原来的划分中：{changed:,} 张更改了类别，{gone:,} 张已排除。</translation>
    </message>
    <message>
        <location filename="../../app/evaluate_corrections.py"/>
        <source>These pictures belong to no run, so there are no settings to train with.</source>
        <translation>这些图片不属于任何训练记录，因此没有可用于训练的设置。</translation>
    </message>
    <message>
        <location filename="../../app/evaluate_corrections.py"/>
        <source>Writing the corrected table</source>
        <translation>正在写入更正后的表格</translation>
    </message>
    <message>
        <location filename="../../app/evaluate_corrections.py"/>
        <source>{n:,} corrections kept in {path}</source>
        <translation>{n:,} 处更正保存在 {path}</translation>
    </message>
    <message>
        <location filename="../../app/evaluate_corrections.py"/>
        <source>{n} correction kept in {path}</source>
        <translation>{n} 处更正保存在 {path}</translation>
    </message>
    <message>
        <location filename="../../app/evaluate_lists.py"/>
        <source>Held-out pictures only: {n:,} that the network did not learn from. To check others, split the data with another seed (Data page, Split...) and train with that.</source>
        <translation>仅未用于训练的图片：网络没有学过的 {n:,} 张。要检查其他图片，请用另一个随机种子重新划分数据（数据页的“划分...”），并用它训练。</translation>
    </message>
    <message>
        <location filename="../../app/evaluate_lists.py"/>
        <source>Looking for wrong labels</source>
        <translation>正在查找错误标签</translation>
    </message>
    <message>
        <location filename="../../app/evaluate_lists.py"/>
        <source>Looking for wrong labels...</source>
        <translation>正在查找错误标签...</translation>
    </message>
    <message>
        <location filename="../../app/evaluate_lists.py"/>
        <source>No label goes less well with the scores than another class.</source>
        <translation>没有哪个标签比其他类别更不符合得分。</translation>
    </message>
    <message>
        <location filename="../../app/evaluate_lists.py"/>
        <source>No true class was corrected and no picture is left out.</source>
        <translation>没有更正真实类别，也没有排除图片。</translation>
    </message>
    <message>
        <location filename="../../app/evaluate_lists.py"/>
        <source>One more is among the run's other pictures.</source>
        <translation>另有 1 张在该训练记录的其他图片中。</translation>
    </message>
    <message>
        <location filename="../../app/evaluate_lists.py"/>
        <source>One run of this cross-validation has not predicted its val pictures yet. With it, every picture can be checked.</source>
        <translation>此交叉验证中还有一条训练记录没有预测其验证集图片。有了它，就可以检查每张图片。</translation>
    </message>
    <message>
        <location filename="../../app/evaluate_lists.py"/>
        <source>Out of fold: each of {n:,} pictures was judged by the one of {runs} runs that did not learn from it.</source>
        <translation>折外：{n:,} 张图片各由 {runs} 条训练记录中没有学过它的那一条评判。</translation>
    </message>
    <message>
        <location filename="../../app/evaluate_lists.py"/>
        <source>Predict them</source>
        <translation>预测这些图片</translation>
    </message>
    <message>
        <location filename="../../app/evaluate_lists.py"/>
        <source>Predicted {name}, mistakes first</source>
        <translation>预测为 {name}，错误的在前</translation>
    </message>
    <message>
        <location filename="../../app/evaluate_lists.py"/>
        <source>Predicting the folds</source>
        <translation>正在预测各折</translation>
    </message>
    <message>
        <location filename="../../app/evaluate_lists.py"/>
        <source>The network has learned these labels, so it cannot doubt them. Choose the run's test or val pictures above.</source>
        <translation>网络学过这些标签，因此不会怀疑它们。请在上方选择训练记录的测试或验证集图片。</translation>
    </message>
    <message>
        <location filename="../../app/evaluate_lists.py"/>
        <source>There is no mistake among these pictures.</source>
        <translation>这些图片中没有错误。</translation>
    </message>
    <message>
        <location filename="../../app/evaluate_lists.py"/>
        <source>There is no picture in this cell.</source>
        <translation>此单元格中没有图片。</translation>
    </message>
    <message>
        <location filename="../../app/evaluate_lists.py"/>
        <source>These pictures were all learned from.</source>
        <translation>这些图片都用于学习过。</translation>
    </message>
    <message>
        <location filename="../../app/evaluate_lists.py"/>
        <source>True class {name}, mistakes first</source>
        <translation>真实类别 {name}，错误的在前</translation>
    </message>
    <message>
        <location filename="../../app/evaluate_lists.py"/>
        <source>{n:,} more are among the run's other pictures.</source>
        <translation>另有 {n:,} 张在该训练记录的其他图片中。</translation>
    </message>
    <message>
        <location filename="../../app/evaluate_lists.py"/>
        <source>{n:,} runs of this cross-validation have not predicted their val pictures yet. With them, every picture can be checked.</source>
        <translation>此交叉验证中还有 {n:,} 条训练记录没有预测其验证集图片。有了它们，就可以检查每张图片。</translation>
    </message>
    <message>
        <location filename="../../app/evaluate_lists.py"/>
        <source>{name}, rightly predicted</source>
        <translation>{name}，预测正确</translation>
    </message>
    <message>
        <location filename="../../app/evaluate_lists.py"/>
        <source>{true} taken for {predicted}</source>
        <translation>{true} 误判为 {predicted}</translation>
    </message>
    <message>
        <location filename="../../app/evaluation_figures.py"/>
        <source>Youden's, {share}</source>
        <translation>约登，{share}</translation>
    </message>
    <message>
        <location filename="../../app/evaluation_figures.py"/>
        <source>mean of all classes</source>
        <translation>所有类别的平均</translation>
    </message>
    <message>
        <location filename="../../app/evaluation_figures.py"/>
        <source>these pictures</source>
        <translation>这些图片</translation>
    </message>
    <message>
        <location filename="../../app/evaluation_figures.py"/>
        <source>threshold {share}</source>
        <translation>阈值 {share}</translation>
    </message>
    <message>
        <location filename="../../app/evaluation_figures.py"/>
        <source>{low} to {high}</source>
        <translation>{low} 到 {high}</translation>
    </message>
    <message>
        <location filename="../../app/evaluation_figures.py"/>
        <source>{name} ({figure} {value})</source>
        <translation>{name}（{figure} {value}）</translation>
    </message>
    <message>
        <location filename="../../app/evaluation_shown.py"/>
        <source>Each class against the rest.</source>
        <translation>每个类别与其余类别比较。</translation>
    </message>
    <message>
        <location filename="../../app/evaluation_shown.py"/>
        <source>On the dashed line, a best score of 80 % is right in 80 % of the pictures, whatever the threshold. Bars: how many.</source>
        <translation>在虚线上，最高得分为 80 % 的图片中恰好有 80 % 正确，与阈值无关。柱形表示数量。</translation>
    </message>
    <message>
        <location filename="../../app/evaluation_shown.py"/>
        <source>Positive: {name}</source>
        <translation>阳性类别：{name}</translation>
    </message>
    <message>
        <location filename="../../app/evaluation_shown.py"/>
        <source>{n:,} pictures judged, evaluated {time}.</source>
        <translation>已评估 {n:,} 张图片，评估时间 {time}。</translation>
    </message>
    <message>
        <location filename="../../app/evaluation_shown.py"/>
        <source>{n} picture judged, evaluated {time}.</source>
        <translation>已评估 {n} 张图片，评估时间 {time}。</translation>
    </message>
    <message>
        <location filename="../../app/evaluation_shown.py"/>
        <source>{source}, {split}</source>
        <translation>{source}，{split}</translation>
    </message>
    <message>
        <location filename="../../app/evaluation_work.py"/>
        <source>Loading the network</source>
        <translation>正在加载网络</translation>
    </message>
    <message>
        <location filename="../../app/evaluation_work.py"/>
        <source>Opening</source>
        <translation>正在打开</translation>
    </message>
    <message>
        <location filename="../../app/figures_feed.py"/>
        <source>The running figures could not be made</source>
        <translation>无法计算当前指标</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>%</source>
        <translation> %</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>16 bit</source>
        <translation>16 位</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>32 bit</source>
        <translation>32 位</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Adam</source>
        <translation>Adam</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>AdamW</source>
        <translation>AdamW</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>All layers</source>
        <translation>所有层</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Augmentation</source>
        <translation>数据增强</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Balanced accuracy</source>
        <translation>平衡准确率</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Batch</source>
        <translation>批大小</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Batches a step</source>
        <translation>每步批数</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Best by</source>
        <translation>最佳依据</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Beta 1</source>
        <translation>Beta 1</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Both ways</source>
        <translation>双向</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Cache</source>
        <translation>缓存</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Cache at most</source>
        <translation>缓存最多</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Class column</source>
        <translation>类别列</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Class folders</source>
        <translation>类别文件夹</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Class list</source>
        <translation>类别列表</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Classes equally often</source>
        <translation>各类别次数相同</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Colour</source>
        <translation>彩色</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Cosine</source>
        <translation>余弦</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Cross entropy</source>
        <translation>交叉熵</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Cross entropy + dice</source>
        <translation>交叉熵 + Dice</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Cross entropy + focal</source>
        <translation>交叉熵 + Focal</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Cut to the middle</source>
        <translation>裁剪到中部</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>CutMix</source>
        <translation>CutMix</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Dice</source>
        <translation>Dice</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Drop factor</source>
        <translation>下降系数</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Dropout</source>
        <translation>Dropout</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Drops after</source>
        <translation>下降轮次</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Duplicates</source>
        <translation>重复图片</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Each once</source>
        <translation>每张一次</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Expected classes</source>
        <translation>预期类别数</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Find...</source>
        <translation>查找...</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Focal</source>
        <translation>Focal</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Form of the data</source>
        <translation>数据形式</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>From scratch</source>
        <translation>从头训练</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>GB</source>
        <translation>GB</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Gpu</source>
        <translation>GPU</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Gray</source>
        <translation>灰度</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Group by folder</source>
        <translation>按文件夹分组</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Group pattern</source>
        <translation>分组规则</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>In memory</source>
        <translation>在内存中</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Keep every</source>
        <translation>检查点间隔</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Kept together</source>
        <translation>放在一起</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Label smoothing</source>
        <translation>标签平滑</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Last layer first</source>
        <translation>先训练最后一层</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Left-right</source>
        <translation>左右</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>List</source>
        <translation>列表</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Log every</source>
        <translation>记录间隔</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Longest gradient</source>
        <translation>梯度上限</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Lowest rate</source>
        <translation>最低学习率</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Macro F1</source>
        <translation>宏平均 F1</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Mirrored</source>
        <translation>镜像翻转</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Mixup</source>
        <translation>Mixup</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Momentum</source>
        <translation>动量</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Multistep</source>
        <translation>多步下降</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Muon</source>
        <translation>Muon</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Must be a number.</source>
        <translation>必须是数字。</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Must be a whole number.</source>
        <translation>必须是整数。</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Must be numbers with spaces between.</source>
        <translation>必须是用空格分隔的数字。</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Not kept</source>
        <translation>不保留</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Not looked for</source>
        <translation>不查找</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Numeric precision</source>
        <translation>数值精度</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>On disk</source>
        <translation>在磁盘上</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Operations</source>
        <translation>操作数</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Optimizer</source>
        <translation>优化器</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Patient column</source>
        <translation>患者列</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Picture column</source>
        <translation>图片列</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Picture folder</source>
        <translation>图片文件夹</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Picture size</source>
        <translation>图片尺寸</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Pictures an epoch</source>
        <translation>每轮图片</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Plateau</source>
        <translation>停滞时下降</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Plateau after</source>
        <translation>停滞轮次</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Pull on all weights</source>
        <translation>对所有权重衰减</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>RandAugment</source>
        <translation>RandAugment</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Rate of the others</source>
        <translation>其余层学习率比例</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Reading threads</source>
        <translation>读取线程</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Resize</source>
        <translation>适应尺寸</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Runs folder</source>
        <translation>训练记录文件夹</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>SGD</source>
        <translation>SGD</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Schedule</source>
        <translation>学习率计划</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Size at first</source>
        <translation>初始训练尺寸</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Slight</source>
        <translation>轻度</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Split column</source>
        <translation>划分列</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Standard</source>
        <translation>标准</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Start from</source>
        <translation>初始权重</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Step</source>
        <translation>分步下降</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Step every</source>
        <translation>下降间隔</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Stop early after</source>
        <translation>提前停止</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Strength</source>
        <translation>强度</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Stretched</source>
        <translation>拉伸</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Strong</source>
        <translation>强</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Sync batchnorm</source>
        <translation>同步批归一化</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Table, a column a class</source>
        <translation>表格，每个类别一列</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Test folder</source>
        <translation>测试文件夹</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>The last layer alone (fast)</source>
        <translation>仅最后一层（快）</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>The upper layers</source>
        <translation>上部各层</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Train, val, test</source>
        <translation>训练集、验证集、测试集</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Train, val, test folders</source>
        <translation>训练、验证、测试文件夹</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Training size</source>
        <translation>训练尺寸</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Try learning rates on these pictures and suggest one</source>
        <translation>在这些图片上试用不同学习率并给出建议</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Upper share</source>
        <translation>上部比例</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Upside down</source>
        <translation>上下</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Val accuracy</source>
        <translation>验证准确率</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Val loss</source>
        <translation>验证损失</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Validation folder</source>
        <translation>验证文件夹</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Variations</source>
        <translation>变体数</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Warm-up</source>
        <translation>预热</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Warm-up only</source>
        <translation>仅预热</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Weigh rare classes more</source>
        <translation>加大稀有类别的权重</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Weight average</source>
        <translation>权重平均</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Weight decay</source>
        <translation>权重衰减</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Weights from</source>
        <translation>权重下载地址</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>Whole, with a border</source>
        <translation>完整，加边框</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>a picture</source>
        <translation>每张图片</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>bfloat16</source>
        <translation>bfloat16</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>epochs</source>
        <translation>轮</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>pictures</source>
        <translation>张图片</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>px</source>
        <translation>px</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>steps</source>
        <translation>步</translation>
    </message>
    <message>
        <location filename="../../app/form_fields.py"/>
        <source>{help}
(train.py: --{option})</source>
        <translation>{help}
(train.py：--{option})</translation>
    </message>
    <message>
        <location filename="../../app/heatmap_control.py"/>
        <source>An ONNX file does not show a network's inner layers, which heatmaps are made of. Open the model file (.pth) that it was exported from.</source>
        <translation>ONNX 文件不显示网络的内部层，而热力图由这些层生成。请打开导出它的模型文件 (.pth)。</translation>
    </message>
    <message>
        <location filename="../../app/heatmap_control.py"/>
        <source>Choose a model first.</source>
        <translation>请先选择模型。</translation>
    </message>
    <message>
        <location filename="../../app/heatmap_control.py"/>
        <source>Heatmaps need the package grad-cam. Install it: python -m pip install grad-cam</source>
        <translation>热力图需要软件包 grad-cam。安装方法：python -m pip install grad-cam</translation>
    </message>
    <message>
        <location filename="../../app/heatmap_control.py"/>
        <source>Making the heatmap...</source>
        <translation>正在生成热力图...</translation>
    </message>
    <message>
        <location filename="../../app/heatmap_control.py"/>
        <source>There is no heatmap because of a fault inside Classwise; the log says more.</source>
        <translation>由于 Classwise 内部故障，没有热力图；详见日志。</translation>
    </message>
    <message>
        <location filename="../../app/heatmap_service.py"/>
        <source>No heatmaps</source>
        <translation>没有热力图</translation>
    </message>
    <message>
        <location filename="../../app/interrupted_offer.py"/>
        <source>A training was interrupted. It can go on where it stopped.</source>
        <translation>有一次训练被中断，可以从中断处继续。</translation>
    </message>
    <message>
        <location filename="../../app/interrupted_offer.py"/>
        <source>A training was interrupted: {title}, in epoch {n} of {epochs}. It can go on where it stopped.</source>
        <translation>有一个训练被中断：{title}，在第 {n} 轮（共 {epochs} 轮）。可以从中断处继续。</translation>
    </message>
    <message>
        <location filename="../../app/interrupted_offer.py"/>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <location filename="../../app/interrupted_offer.py"/>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <location filename="../../app/label_book.py"/>
        <source>Another program had changed {path}.</source>
        <translation>另一个程序更改了 {path}。</translation>
    </message>
    <message>
        <location filename="../../app/label_book.py"/>
        <source>{n:,} labels were taken over from it.</source>
        <translation>已采用其中的 {n:,} 个标签。</translation>
    </message>
    <message>
        <location filename="../../app/label_book.py"/>
        <source>{n:,} pictures that you changed, too, keep your labels.</source>
        <translation>您也更改过的 {n:,} 张图片保留您的标签。</translation>
    </message>
    <message>
        <location filename="../../app/label_book.py"/>
        <source>{n:,} rows that it deleted are there again, as the pictures are still in use: Leave out takes pictures out.</source>
        <translation>它删除的 {n:,} 行已重新写入，因为这些图片仍在使用：要去掉图片，请用“排除”。</translation>
    </message>
    <message>
        <location filename="../../app/label_book.py"/>
        <source>{n} label was taken over from it.</source>
        <translation>已采用其中的 {n} 个标签。</translation>
    </message>
    <message>
        <location filename="../../app/label_book.py"/>
        <source>{n} picture that you changed, too, keeps your label.</source>
        <translation>您也更改过的 {n} 张图片保留您的标签。</translation>
    </message>
    <message>
        <location filename="../../app/label_book.py"/>
        <source>{n} row that it deleted is there again, as the picture is still in use: Leave out takes a picture out.</source>
        <translation>它删除的 {n} 行已重新写入，因为该图片仍在使用：要去掉图片，请用“排除”。</translation>
    </message>
    <message>
        <location filename="../../app/label_book.py"/>
        <source>{path} no longer has the form that is written here, so it stays as it is. Your labels are kept in {other}.</source>
        <translation>{path} 已不是这里写入的格式，因此保持原样。您的标签保存在 {other}。</translation>
    </message>
    <message>
        <location filename="../../app/labelling.py"/>
        <source>another split</source>
        <translation>另一个划分</translation>
    </message>
    <message>
        <location filename="../../app/labelling.py"/>
        <source>reset {n:,} pictures</source>
        <translation>重置 {n:,} 张图片</translation>
    </message>
    <message>
        <location filename="../../app/labelling.py"/>
        <source>reset {name}</source>
        <translation>重置 {name}</translation>
    </message>
    <message>
        <location filename="../../app/labelling.py"/>
        <source>{n:,} corrections</source>
        <translation>{n:,} 处更正</translation>
    </message>
    <message>
        <location filename="../../app/labelling.py"/>
        <source>{n:,} pictures are kept together</source>
        <translation>{n:,} 张图片放在一起</translation>
    </message>
    <message>
        <location filename="../../app/labelling.py"/>
        <source>{n:,} pictures are left out</source>
        <translation>{n:,} 张图片已排除</translation>
    </message>
    <message>
        <location filename="../../app/labelling.py"/>
        <source>{n:,} pictures are no duplicates</source>
        <translation>{n:,} 张图片不是重复图片</translation>
    </message>
    <message>
        <location filename="../../app/labelling.py"/>
        <source>{n:,} pictures are {what}</source>
        <translation>{n:,} 张图片属于 {what}</translation>
    </message>
    <message>
        <location filename="../../app/labelling.py"/>
        <source>{n:,} pictures were changed by another program since, and stay as they are.</source>
        <translation>此后另一个程序更改了 {n:,} 张图片，它们保持原样。</translation>
    </message>
    <message>
        <location filename="../../app/labelling.py"/>
        <source>{name} is left out</source>
        <translation>{name} 已排除</translation>
    </message>
    <message>
        <location filename="../../app/labelling.py"/>
        <source>{name} is no duplicate</source>
        <translation>{name} 不是重复图片</translation>
    </message>
    <message>
        <location filename="../../app/labelling.py"/>
        <source>{name} is {what}</source>
        <translation>{name} 属于 {what}</translation>
    </message>
    <message>
        <location filename="../../app/labelling.py"/>
        <source>{n} correction</source>
        <translation>{n} 处更正</translation>
    </message>
    <message>
        <location filename="../../app/labelling.py"/>
        <source>{n} picture was changed by another program since, and stays as it is.</source>
        <translation>此后另一个程序更改了 {n} 张图片，它保持原样。</translation>
    </message>
    <message>
        <location filename="../../app/labels_file.py"/>
        <source>The folder {folder} is gone, so its labels are not saved. Bring it back; you are asked about them when the window closes.</source>
        <translation>文件夹 {folder} 已不存在，因此它的标签没有保存。请恢复该文件夹；关闭窗口时会再次询问。</translation>
    </message>
    <message>
        <location filename="../../app/lr_finding.py"/>
        <source>Choose data first.</source>
        <translation>请先选择数据。</translation>
    </message>
    <message>
        <location filename="../../app/lr_finding.py"/>
        <source>Finding a learning rate</source>
        <translation>正在查找学习率</translation>
    </message>
    <message>
        <location filename="../../app/lr_finding.py"/>
        <source>The search before is still ending. Try again in a moment.</source>
        <translation>之前的查找仍在结束。请稍后再试。</translation>
    </message>
    <message>
        <location filename="../../app/lr_finding.py"/>
        <source>The search ended because of a fault inside Classwise.</source>
        <translation>由于 Classwise 内部故障，查找已结束。</translation>
    </message>
    <message>
        <location filename="../../app/model_names.py"/>
        <source>{title} ({name})</source>
        <translation>{title}（{name}）</translation>
    </message>
    <message>
        <location filename="../../app/moved_pictures.py"/>
        <source>Choose the folder that the pictures are in now</source>
        <translation>选择图片现在所在的文件夹</translation>
    </message>
    <message>
        <location filename="../../app/moved_pictures.py"/>
        <source>Choose where they are...</source>
        <translation>选择图片的位置...</translation>
    </message>
    <message>
        <location filename="../../app/moved_pictures.py"/>
        <source>Looking for the run's pictures</source>
        <translation>正在查找该训练记录的图片</translation>
    </message>
    <message>
        <location filename="../../app/moved_pictures.py"/>
        <source>The pictures of this run are not in {folder} any more. Say where they are now, and they are shown.</source>
        <translation>此训练记录的图片已不在 {folder} 中。请指出它们现在的位置，图片便会显示。</translation>
    </message>
    <message>
        <location filename="../../app/network_choice.py"/>
        <source>Choose a Hugging Face network's folder</source>
        <translation>选择 Hugging Face 网络的文件夹</translation>
    </message>
    <message>
        <location filename="../../app/network_choice.py"/>
        <source>Listing the networks of timm</source>
        <translation>正在列出 timm 的网络</translation>
    </message>
    <message>
        <location filename="../../app/network_choice.py"/>
        <source>Listing the networks of timm...</source>
        <translation>正在列出 timm 的网络...</translation>
    </message>
    <message>
        <location filename="../../app/network_choice.py"/>
        <source>More than a thousand networks of timm can be had here too: {command}</source>
        <translation>这里还可以使用 timm 的一千多个网络：{command}</translation>
    </message>
    <message>
        <location filename="../../app/network_choice.py"/>
        <source>made for {height} x {width} px</source>
        <translation>适用于 {height} x {width} px</translation>
    </message>
    <message>
        <location filename="../../app/network_choice.py"/>
        <source>to download</source>
        <translation>需下载</translation>
    </message>
    <message>
        <location filename="../../app/opening_job.py"/>
        <source>Looking for pictures in {name}</source>
        <translation>正在 {name} 中查找图片</translation>
    </message>
    <message>
        <location filename="../../app/opening_job.py"/>
        <source>ONNX, {classes}</source>
        <translation>ONNX，{classes}</translation>
    </message>
    <message>
        <location filename="../../app/opening_job.py"/>
        <source>The predictions kept in {run_dir} cannot be read ({error}). Choose the model alone with Choose model...</source>
        <translation>保存在 {run_dir} 中的预测结果无法读取（{error}）。请用“选择模型...”单独选择模型。</translation>
    </message>
    <message>
        <location filename="../../app/opening_job.py"/>
        <source>There are no pictures in {places}. Choose a folder that holds pictures.</source>
        <translation>{places} 中没有图片。请选择含有图片的文件夹。</translation>
    </message>
    <message>
        <location filename="../../app/opening_job.py"/>
        <source>val {figure}</source>
        <translation>验证 {figure}</translation>
    </message>
    <message>
        <location filename="../../app/opening_job.py"/>
        <source>{name} and {n} more</source>
        <translation>{name} 及另外 {n} 项</translation>
    </message>
    <message>
        <location filename="../../app/opening_job.py"/>
        <source>{name} from {share} on: the model's threshold</source>
        <translation>{share} 起判为 {name}：模型的阈值</translation>
    </message>
    <message>
        <location filename="../../app/opening_job.py"/>
        <source>{place} does not exist any more. Choose another folder.</source>
        <translation>{place} 已不存在。请选择其他文件夹。</translation>
    </message>
    <message>
        <location filename="../../app/picture_decoding.py"/>
        <source>This picture cannot be shown; the log says why.</source>
        <translation>无法显示此图片；原因见日志。</translation>
    </message>
    <message>
        <location filename="../../app/predict_actions.py"/>
        <source>Add true classes from a table...</source>
        <translation>从表格添加真实类别...</translation>
    </message>
    <message>
        <location filename="../../app/predict_actions.py"/>
        <source>All pictures of {name} ({n})</source>
        <translation>{name} 的全部图片（{n}）</translation>
    </message>
    <message>
        <location filename="../../app/predict_actions.py"/>
        <source>Choose a folder of pictures</source>
        <translation>选择图片文件夹</translation>
    </message>
    <message>
        <location filename="../../app/predict_actions.py"/>
        <source>Choose a table of true classes</source>
        <translation>选择真实类别的表格</translation>
    </message>
    <message>
        <location filename="../../app/predict_actions.py"/>
        <source>Choose pictures</source>
        <translation>选择图片</translation>
    </message>
    <message>
        <location filename="../../app/predict_actions.py"/>
        <source>Choose pictures first.</source>
        <translation>请先选择图片。</translation>
    </message>
    <message>
        <location filename="../../app/predict_actions.py"/>
        <source>Error: {reason}</source>
        <translation>错误：{reason}</translation>
    </message>
    <message>
        <location filename="../../app/predict_actions.py"/>
        <source>No picture can be read.</source>
        <translation>没有可以读取的图片。</translation>
    </message>
    <message>
        <location filename="../../app/predict_actions.py"/>
        <source>Pictures...</source>
        <translation>图片...</translation>
    </message>
    <message>
        <location filename="../../app/predict_actions.py"/>
        <source>Predicted class: {name}</source>
        <translation>预测类别：{name}</translation>
    </message>
    <message>
        <location filename="../../app/predict_actions.py"/>
        <source>Test pictures of {name} ({n})</source>
        <translation>{name} 的测试集图片（{n}）</translation>
    </message>
    <message>
        <location filename="../../app/predict_actions.py"/>
        <source>The picture in sight was not predicted yet.</source>
        <translation>当前图片尚未预测。</translation>
    </message>
    <message>
        <location filename="../../app/predict_actions.py"/>
        <source>The result is on the clipboard.</source>
        <translation>结果已复制到剪贴板。</translation>
    </message>
    <message>
        <location filename="../../app/predict_actions.py"/>
        <source>There are no results yet.</source>
        <translation>还没有结果。</translation>
    </message>
    <message>
        <location filename="../../app/predict_actions.py"/>
        <source>This picture cannot be read.</source>
        <translation>这张图片无法读取。</translation>
    </message>
    <message>
        <location filename="../../app/predict_actions.py"/>
        <source>True class: {name}</source>
        <translation>真实类别：{name}</translation>
    </message>
    <message>
        <location filename="../../app/predict_actions.py"/>
        <source>Val pictures of {name} ({n})</source>
        <translation>{name} 的验证集图片（{n}）</translation>
    </message>
    <message>
        <location filename="../../app/predict_actions.py"/>
        <source>{name}: {text}</source>
        <translation>{name}：{text}</translation>
    </message>
    <message>
        <location filename="../../app/predict_controller.py"/>
        <source>Predict all pictures again (Ctrl+R)</source>
        <translation>重新预测所有图片 (Ctrl+R)</translation>
    </message>
    <message>
        <location filename="../../app/predict_controller.py"/>
        <source>Predict the pictures in the background (Ctrl+R)</source>
        <translation>在后台预测图片 (Ctrl+R)</translation>
    </message>
    <message>
        <location filename="../../app/predict_controller.py"/>
        <source>Predicting {name}</source>
        <translation>正在预测 {name}</translation>
    </message>
    <message>
        <location filename="../../app/predict_controller.py"/>
        <source>Stopping...</source>
        <translation>正在停止...</translation>
    </message>
    <message>
        <location filename="../../app/predict_controller.py"/>
        <source>{stage}: {pictures} so far...</source>
        <translation>{stage}：目前 {pictures}...</translation>
    </message>
    <message>
        <location filename="../../app/predict_exporting.py"/>
        <source>Below {score} the class is unknown.</source>
        <translation>得分低于 {score} 时类别为未知。</translation>
    </message>
    <message>
        <location filename="../../app/predict_exporting.py"/>
        <source>Choose the undo file of a sorting</source>
        <translation>选择某次分类的撤销文件</translation>
    </message>
    <message>
        <location filename="../../app/predict_exporting.py"/>
        <source>Export results</source>
        <translation>导出结果</translation>
    </message>
    <message>
        <location filename="../../app/predict_exporting.py"/>
        <source>Exporting to {name}</source>
        <translation>正在导出到 {name}</translation>
    </message>
    <message>
        <location filename="../../app/predict_exporting.py"/>
        <source>JPEG (*.jpg *.jpeg);;PNG (*.png)</source>
        <translation>JPEG (*.jpg *.jpeg);;PNG (*.png)</translation>
    </message>
    <message>
        <location filename="../../app/predict_exporting.py"/>
        <source>PNG (*.png);;JPEG (*.jpg *.jpeg)</source>
        <translation>PNG (*.png);;JPEG (*.jpg *.jpeg)</translation>
    </message>
    <message>
        <location filename="../../app/predict_exporting.py"/>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <location filename="../../app/predict_exporting.py"/>
        <source>Save annotated pictures</source>
        <translation>保存标注图片</translation>
    </message>
    <message>
        <location filename="../../app/predict_exporting.py"/>
        <source>Save the annotated picture</source>
        <translation>保存标注图片</translation>
    </message>
    <message>
        <location filename="../../app/predict_exporting.py"/>
        <source>Saving annotated pictures to {name}</source>
        <translation>正在将标注图片保存到 {name}</translation>
    </message>
    <message>
        <location filename="../../app/predict_exporting.py"/>
        <source>Saving {name}</source>
        <translation>正在保存 {name}</translation>
    </message>
    <message>
        <location filename="../../app/predict_exporting.py"/>
        <source>Show folder</source>
        <translation>显示文件夹</translation>
    </message>
    <message>
        <location filename="../../app/predict_exporting.py"/>
        <source>Sorting into {name}</source>
        <translation>正在分类到 {name}</translation>
    </message>
    <message>
        <location filename="../../app/predict_exporting.py"/>
        <source>The picture is saved.</source>
        <translation>图片已保存。</translation>
    </message>
    <message>
        <location filename="../../app/predict_exporting.py"/>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <location filename="../../app/predict_exporting.py"/>
        <source>Undo files (undo_*.jsonl);;All files (*)</source>
        <translation>撤销文件 (undo_*.jsonl);;所有文件 (*)</translation>
    </message>
    <message>
        <location filename="../../app/predict_exporting.py"/>
        <source>Undoing the sorting</source>
        <translation>正在撤销分类</translation>
    </message>
    <message>
        <location filename="../../app/predict_exporting.py"/>
        <source>{done}.</source>
        <translation>{done}。</translation>
    </message>
    <message>
        <location filename="../../app/predict_exporting.py"/>
        <source>{n:,} files removed.</source>
        <translation>已删除 {n:,} 个文件。</translation>
    </message>
    <message>
        <location filename="../../app/predict_exporting.py"/>
        <source>{n:,} files were changed since and stay.</source>
        <translation>{n:,} 个文件之后有改动，予以保留。</translation>
    </message>
    <message>
        <location filename="../../app/predict_exporting.py"/>
        <source>{n:,} pictures are no longer there and were left out.</source>
        <translation>{n:,} 张图片已不存在，已略过。</translation>
    </message>
    <message>
        <location filename="../../app/predict_exporting.py"/>
        <source>{n:,} pictures cannot be read any more and were left out.</source>
        <translation>{n:,} 张图片已无法读取，未包含在内。</translation>
    </message>
    <message>
        <location filename="../../app/predict_exporting.py"/>
        <source>{n:,} pictures copied into folders</source>
        <translation>{n:,} 张图片已复制到文件夹</translation>
    </message>
    <message>
        <location filename="../../app/predict_exporting.py"/>
        <source>{n:,} pictures linked into folders</source>
        <translation>{n:,} 张图片已链接到文件夹</translation>
    </message>
    <message>
        <location filename="../../app/predict_exporting.py"/>
        <source>{n:,} pictures saved.</source>
        <translation>已保存 {n:,} 张图片。</translation>
    </message>
    <message>
        <location filename="../../app/predict_exporting.py"/>
        <source>{n:,} pictures that cannot be read are left out.</source>
        <translation>{n:,} 张无法读取的图片未包含在内。</translation>
    </message>
    <message>
        <location filename="../../app/predict_exporting.py"/>
        <source>{n:,} pictures without a result are left out.</source>
        <translation>{n:,} 张没有结果的图片未包含在内。</translation>
    </message>
    <message>
        <location filename="../../app/predict_exporting.py"/>
        <source>{name} is written, with {n:,} results.</source>
        <translation>已写入 {name}，共 {n:,} 个结果。</translation>
    </message>
    <message>
        <location filename="../../app/predict_exporting.py"/>
        <source>{name} is written, with {n} result.</source>
        <translation>已写入 {name}，共 {n} 个结果。</translation>
    </message>
    <message>
        <location filename="../../app/predict_exporting.py"/>
        <source>{n} file removed.</source>
        <translation>已删除 {n} 个文件。</translation>
    </message>
    <message>
        <location filename="../../app/predict_exporting.py"/>
        <source>{n} file was changed since and stays.</source>
        <translation>{n} 个文件之后有改动，予以保留。</translation>
    </message>
    <message>
        <location filename="../../app/predict_exporting.py"/>
        <source>{n} picture cannot be read any more and was left out.</source>
        <translation>{n} 张图片已无法读取，未包含在内。</translation>
    </message>
    <message>
        <location filename="../../app/predict_exporting.py"/>
        <source>{n} picture copied into folders</source>
        <translation>{n} 张图片已复制到文件夹</translation>
    </message>
    <message>
        <location filename="../../app/predict_exporting.py"/>
        <source>{n} picture is no longer there and was left out.</source>
        <translation>{n} 张图片已不存在，已略过。</translation>
    </message>
    <message>
        <location filename="../../app/predict_exporting.py"/>
        <source>{n} picture linked into folders</source>
        <translation>{n} 张图片已链接到文件夹</translation>
    </message>
    <message>
        <location filename="../../app/predict_exporting.py"/>
        <source>{n} picture saved.</source>
        <translation>已保存 {n} 张图片。</translation>
    </message>
    <message>
        <location filename="../../app/predict_exporting.py"/>
        <source>{n} picture that cannot be read is left out.</source>
        <translation>{n} 张无法读取的图片未包含在内。</translation>
    </message>
    <message>
        <location filename="../../app/predict_exporting.py"/>
        <source>{n} picture without a result is left out.</source>
        <translation>{n} 张没有结果的图片未包含在内。</translation>
    </message>
    <message>
        <location filename="../../app/predict_exports.py"/>
        <source>Exporting</source>
        <translation>正在导出</translation>
    </message>
    <message>
        <location filename="../../app/predict_exports.py"/>
        <source>Saving annotated pictures</source>
        <translation>正在保存标注图片</translation>
    </message>
    <message>
        <location filename="../../app/predict_exports.py"/>
        <source>Sorting into folders</source>
        <translation>正在分类到文件夹</translation>
    </message>
    <message>
        <location filename="../../app/predict_exports.py"/>
        <source>{path} cannot be read any more, so there is nothing to save.</source>
        <translation>{path} 已无法读取，因此没有可保存的内容。</translation>
    </message>
    <message>
        <location filename="../../app/predict_opening.py"/>
        <source>Laying out the sample digits</source>
        <translation>正在准备示例数字图片</translation>
    </message>
    <message>
        <location filename="../../app/predict_opening.py"/>
        <source>Listing {name}</source>
        <translation>正在列出 {name}</translation>
    </message>
    <message>
        <location filename="../../app/predict_opening.py"/>
        <source>The table names none of the pictures in this list. Its paths must lead to these pictures.</source>
        <translation>该表格没有提到此列表中的任何图片。表格中的路径必须指向这些图片。</translation>
    </message>
    <message>
        <location filename="../../app/predict_opening.py"/>
        <source>The table names the true class of {pictures} of this list.</source>
        <translation>该表格给出了此列表中 {pictures}的真实类别。</translation>
    </message>
    <message>
        <location filename="../../app/predict_status.py"/>
        <source>Done: {pictures} in {time}.</source>
        <translation>完成：{pictures}，用时 {time}。</translation>
    </message>
    <message>
        <location filename="../../app/predict_status.py"/>
        <source>Done: {pictures}.</source>
        <translation>完成：{pictures}。</translation>
    </message>
    <message>
        <location filename="../../app/predict_status.py"/>
        <source>Over the pictures that are predicted and whose true class is known, whatever is called unknown.</source>
        <translation>统计范围为已预测且真实类别已知的图片，不考虑是否判为未知。</translation>
    </message>
    <message>
        <location filename="../../app/predict_status.py"/>
        <source>Predicting: {done:,} of {total:,}</source>
        <translation>正在预测：{done:,} / {total:,}</translation>
    </message>
    <message>
        <location filename="../../app/predict_status.py"/>
        <source>Stopped at {done:,} of {total:,}. Run goes on with the rest.</source>
        <translation>已停止：{done:,} / {total:,}。“运行”将继续处理其余图片。</translation>
    </message>
    <message>
        <location filename="../../app/predict_status.py"/>
        <source>The model knows none of the true classes of these pictures, so that it cannot be judged by them.</source>
        <translation>模型不认识这些图片的任何真实类别，因此无法用它们来评判模型。</translation>
    </message>
    <message>
        <location filename="../../app/predict_status.py"/>
        <source>The model was trained with all of them: the figures flatter.</source>
        <translation>模型训练时用过所有这些图片：指标偏高。</translation>
    </message>
    <message>
        <location filename="../../app/predict_status.py"/>
        <source>after the first results</source>
        <translation>有首批结果后显示</translation>
    </message>
    <message>
        <location filename="../../app/predict_status.py"/>
        <source>first {scope}</source>
        <translation>首批{scope}</translation>
    </message>
    <message>
        <location filename="../../app/predict_status.py"/>
        <source>no true classes known</source>
        <translation>没有已知的真实类别</translation>
    </message>
    <message>
        <location filename="../../app/predict_status.py"/>
        <source>those of known class cannot be read</source>
        <translation>已知类别的图片无法读取</translation>
    </message>
    <message>
        <location filename="../../app/predict_status.py"/>
        <source>true classes foreign to the model</source>
        <translation>模型不认识这些真实类别</translation>
    </message>
    <message>
        <location filename="../../app/predict_status.py"/>
        <source>{labelled:,} labelled of {done:,}</source>
        <translation>{done:,} 张中 {labelled:,} 张有标签</translation>
    </message>
    <message>
        <location filename="../../app/predict_status.py"/>
        <source>{n:,} cannot be read.</source>
        <translation>{n:,} 张无法读取。</translation>
    </message>
    <message>
        <location filename="../../app/predict_status.py"/>
        <source>{n:,} judged of {done:,}</source>
        <translation>{done:,} 张中评估了 {n:,} 张</translation>
    </message>
    <message>
        <location filename="../../app/predict_status.py"/>
        <source>{n:,} of the pictures were used in training.</source>
        <translation>其中 {n:,} 张图片曾用于训练。</translation>
    </message>
    <message>
        <location filename="../../app/predict_status.py"/>
        <source>{n} of the pictures was used in training.</source>
        <translation>其中 {n} 张图片曾用于训练。</translation>
    </message>
    <message>
        <location filename="../../app/predict_status.py"/>
        <source>{pictures} of classes that the model does not know are left out.</source>
        <translation>模型不认识其类别的 {pictures}未计入。</translation>
    </message>
    <message>
        <location filename="../../app/predict_status.py"/>
        <source>{pictures} that the model was trained with are left out.</source>
        <translation>模型训练时用过的 {pictures}未计入。</translation>
    </message>
    <message>
        <location filename="../../app/predict_status.py"/>
        <source>{pictures}, {n:,} with a known true class. Press Run (Ctrl+R).</source>
        <translation>{pictures}，其中 {n:,} 张真实类别已知。请按“运行”(Ctrl+R)。</translation>
    </message>
    <message>
        <location filename="../../app/predict_status.py"/>
        <source>{pictures}. Choose a model to see what it says of them.</source>
        <translation>{pictures}。请选择模型，查看它的判断。</translation>
    </message>
    <message>
        <location filename="../../app/predict_status.py"/>
        <source>{pictures}. Press Run (Ctrl+R).</source>
        <translation>{pictures}。请按“运行”(Ctrl+R)。</translation>
    </message>
    <message>
        <location filename="../../app/predict_status.py"/>
        <source>{state}, {speed:.0f} pictures/s, {left}</source>
        <translation>{state}，{speed:.0f} 张/秒，{left}</translation>
    </message>
    <message>
        <location filename="../../app/predict_status.py"/>
        <source>{state}, {speed:.1f} pictures/s, {left}</source>
        <translation>{state}，{speed:.1f} 张/秒，{left}</translation>
    </message>
    <message>
        <location filename="../../app/predict_status.py"/>
        <source>{time} left</source>
        <translation>剩余 {time}</translation>
    </message>
    <message>
        <location filename="../../app/prediction_job.py"/>
        <source>{path} was written anew after it was opened, and what is used is how it was then. Choose the model again to use it as it is now.</source>
        <translation>{path} 在打开之后又被重新写入，目前使用的仍是打开时的内容。要使用现在的内容，请重新选择该模型。</translation>
    </message>
    <message>
        <location filename="../../app/preferences.py"/>
        <source>Give all settings of these pages their defaults? Files that were moved stay where they are.</source>
        <translation>将这些页面的所有设置恢复为默认值？已移动的文件留在原处。</translation>
    </message>
    <message>
        <location filename="../../app/preferences.py"/>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <location filename="../../app/preferences.py"/>
        <source>Restore defaults</source>
        <translation>恢复默认值</translation>
    </message>
    <message>
        <location filename="../../app/preferences.py"/>
        <source>The scale takes effect when Classwise is started again.</source>
        <translation>缩放将在下次启动 Classwise 时生效。</translation>
    </message>
    <message>
        <location filename="../../app/presets.py"/>
        <source>A few epochs: does it learn anything at all?</source>
        <translation>少量轮次：看看究竟能不能学到东西</translation>
    </message>
    <message>
        <location filename="../../app/presets.py"/>
        <source>A good result in reasonable time; begin here</source>
        <translation>在合理时间内得到好结果；建议从这里开始</translation>
    </message>
    <message>
        <location filename="../../app/presets.py"/>
        <source>Automatic: from scratch</source>
        <translation>自动：从头训练</translation>
    </message>
    <message>
        <location filename="../../app/presets.py"/>
        <source>Balanced</source>
        <translation>均衡</translation>
    </message>
    <message>
        <location filename="../../app/presets.py"/>
        <source>Its own pretrained weights</source>
        <translation>它自带的预训练权重</translation>
    </message>
    <message>
        <location filename="../../app/presets.py"/>
        <source>Longer and with more variation, ending early where nothing improves any more</source>
        <translation>时间更长、变化更多；不再改善时提前结束</translation>
    </message>
    <message>
        <location filename="../../app/presets.py"/>
        <source>Pretrained ({size:.0f} MB download)</source>
        <translation>预训练（需下载 {size:.0f} MB）</translation>
    </message>
    <message>
        <location filename="../../app/presets.py"/>
        <source>Pretrained on ImageNet</source>
        <translation>在 ImageNet 上预训练</translation>
    </message>
    <message>
        <location filename="../../app/presets.py"/>
        <source>Quick look</source>
        <translation>快速查看</translation>
    </message>
    <message>
        <location filename="../../app/presets.py"/>
        <source>Thorough</source>
        <translation>充分</translation>
    </message>
    <message>
        <location filename="../../app/presets.py"/>
        <source>Why from scratch: {reason}.</source>
        <translation>为何从头训练：{reason}。</translation>
    </message>
    <message>
        <location filename="../../app/presets.py"/>
        <source>any size</source>
        <translation>任意尺寸</translation>
    </message>
    <message>
        <location filename="../../app/presets.py"/>
        <source>convnext_tiny (for a GPU)</source>
        <translation>convnext_tiny（适合 GPU）</translation>
    </message>
    <message>
        <location filename="../../app/presets.py"/>
        <source>efficientnet_b0 (accurate, slower)</source>
        <translation>efficientnet_b0（准确，较慢）</translation>
    </message>
    <message>
        <location filename="../../app/presets.py"/>
        <source>from {n} px</source>
        <translation>{n} px 起</translation>
    </message>
    <message>
        <location filename="../../app/presets.py"/>
        <source>it has no pretrained weights</source>
        <translation>它没有预训练权重</translation>
    </message>
    <message>
        <location filename="../../app/presets.py"/>
        <source>mobilenet_v2 (fast, good)</source>
        <translation>mobilenet_v2（快，效果好）</translation>
    </message>
    <message>
        <location filename="../../app/presets.py"/>
        <source>mobilenet_v3_small (fastest)</source>
        <translation>mobilenet_v3_small（最快）</translation>
    </message>
    <message>
        <location filename="../../app/presets.py"/>
        <source>resnet18 (robust)</source>
        <translation>resnet18（稳健）</translation>
    </message>
    <message>
        <location filename="../../app/presets.py"/>
        <source>vit_b_16 (for a GPU, many pictures)</source>
        <translation>vit_b_16（适合 GPU 和大量图片）</translation>
    </message>
    <message>
        <location filename="../../app/presets.py"/>
        <source>{height} x {width} px only</source>
        <translation>仅 {height} x {width} px</translation>
    </message>
    <message>
        <location filename="../../app/retraining.py"/>
        <source>The pictures' folder {folder} is not there any more. Move it back, or open it on the Data page.</source>
        <translation>图片文件夹 {folder} 已不存在。请将它移回，或在数据页打开它。</translation>
    </message>
    <message>
        <location filename="../../app/run_endings.py"/>
        <source>Best epoch {epoch}: balanced accuracy {balanced}, val loss {loss}.</source>
        <translation>最佳轮次 {epoch}：平衡准确率 {balanced}，验证损失 {loss}。</translation>
    </message>
    <message>
        <location filename="../../app/run_endings.py"/>
        <source>Ended early: nothing improved any more</source>
        <translation>提前结束：不再有改善</translation>
    </message>
    <message>
        <location filename="../../app/run_endings.py"/>
        <source>Ended: the loss became infinite</source>
        <translation>已结束：损失变为无穷大</translation>
    </message>
    <message>
        <location filename="../../app/run_endings.py"/>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <location filename="../../app/run_endings.py"/>
        <source>Finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <location filename="../../app/run_endings.py"/>
        <source>On {n:,} {split} pictures: balanced accuracy {balanced}, accuracy {accuracy}.</source>
        <translation>在 {n:,} 张{split}图片上：平衡准确率 {balanced}，准确率 {accuracy}。</translation>
    </message>
    <message>
        <location filename="../../app/run_endings.py"/>
        <source>On {n} {split} picture: balanced accuracy {balanced}, accuracy {accuracy}.</source>
        <translation>在 {n} 张{split}图片上：平衡准确率 {balanced}，准确率 {accuracy}。</translation>
    </message>
    <message>
        <location filename="../../app/run_endings.py"/>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <location filename="../../app/run_endings.py"/>
        <source>Stopping after this batch. There is no model yet, but the run can go on from here.</source>
        <translation>将在这一批之后停止。还没有模型，但可以从这里继续训练。</translation>
    </message>
    <message>
        <location filename="../../app/run_endings.py"/>
        <source>Stopping after this batch; what was learned is saved.</source>
        <translation>将在这一批之后停止；学到的内容会保存。</translation>
    </message>
    <message>
        <location filename="../../app/run_endings.py"/>
        <source>Stopping after this epoch; what was learned is saved.</source>
        <translation>将在这一轮之后停止；学到的内容会保存。</translation>
    </message>
    <message>
        <location filename="../../app/run_endings.py"/>
        <source>With the threshold {threshold} that was chosen on val, on {n:,} {split} pictures: balanced accuracy {balanced}, accuracy {accuracy}.</source>
        <translation>使用在验证集上选定的阈值 {threshold}，在 {n:,} 张{split}图片上：平衡准确率 {balanced}，准确率 {accuracy}。</translation>
    </message>
    <message>
        <location filename="../../app/run_endings.py"/>
        <source>With the threshold {threshold} that was chosen on val, on {n} {split} picture: balanced accuracy {balanced}, accuracy {accuracy}.</source>
        <translation>使用在验证集上选定的阈值 {threshold}，在 {n} 张{split}图片上：平衡准确率 {balanced}，准确率 {accuracy}。</translation>
    </message>
    <message>
        <location filename="../../app/run_endings.py"/>
        <source>{n:,} epochs in {time}.</source>
        <translation>{n:,} 轮，用时 {time}。</translation>
    </message>
    <message>
        <location filename="../../app/run_endings.py"/>
        <source>{n} epoch in {time}.</source>
        <translation>{n} 轮，用时 {time}。</translation>
    </message>
    <message>
        <location filename="../../app/run_endings.py"/>
        <source>{state}: {title}</source>
        <translation>{state}：{title}</translation>
    </message>
    <message>
        <location filename="../../app/run_facts.py"/>
        <source>AUROC</source>
        <translation>AUROC</translation>
    </message>
    <message>
        <location filename="../../app/run_facts.py"/>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <location filename="../../app/run_facts.py"/>
        <source>Best epoch</source>
        <translation>最佳轮次</translation>
    </message>
    <message>
        <location filename="../../app/run_facts.py"/>
        <source>Computed on</source>
        <translation>计算设备</translation>
    </message>
    <message>
        <location filename="../../app/run_facts.py"/>
        <source>Computer</source>
        <translation>电脑</translation>
    </message>
    <message>
        <location filename="../../app/run_facts.py"/>
        <source>Epochs</source>
        <translation>轮次</translation>
    </message>
    <message>
        <location filename="../../app/run_facts.py"/>
        <source>Folder of the data</source>
        <translation>数据文件夹</translation>
    </message>
    <message>
        <location filename="../../app/run_facts.py"/>
        <source>MCC</source>
        <translation>MCC</translation>
    </message>
    <message>
        <location filename="../../app/run_facts.py"/>
        <source>Name of the data</source>
        <translation>数据名称</translation>
    </message>
    <message>
        <location filename="../../app/run_facts.py"/>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <location filename="../../app/run_facts.py"/>
        <source>Starting weights</source>
        <translation>初始权重</translation>
    </message>
    <message>
        <location filename="../../app/run_facts.py"/>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <location filename="../../app/run_facts.py"/>
        <source>Versions</source>
        <translation>版本</translation>
    </message>
    <message>
        <location filename="../../app/run_facts.py"/>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <location filename="../../app/run_facts.py"/>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <location filename="../../app/run_monitor.py"/>
        <source>({n} more in the log.)</source>
        <translation>（日志中还有 {n} 条。）</translation>
    </message>
    <message>
        <location filename="../../app/run_monitor.py"/>
        <source>Beginning...</source>
        <translation>正在开始...</translation>
    </message>
    <message>
        <location filename="../../app/run_monitor.py"/>
        <source>No epoch was finished, so there is no model yet.</source>
        <translation>还没有完成任何一轮，因此还没有模型。</translation>
    </message>
    <message>
        <location filename="../../app/run_monitor.py"/>
        <source>No epoch was finished, so there is no model yet. The run can go on from here.</source>
        <translation>没有完成任何轮次，因此还没有模型。可以从这里继续训练。</translation>
    </message>
    <message>
        <location filename="../../app/run_monitor.py"/>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <location filename="../../app/run_monitor.py"/>
        <source>Preparing...</source>
        <translation>正在准备...</translation>
    </message>
    <message>
        <location filename="../../app/run_monitor.py"/>
        <source>When the cause is mended, the run can go on from where it was saved last.</source>
        <translation>排除原因之后，这次训练可以从上次保存的地方继续。</translation>
    </message>
    <message>
        <location filename="../../app/run_monitor.py"/>
        <source>batch {done}/{total}</source>
        <translation>批次 {done}/{total}</translation>
    </message>
    <message>
        <location filename="../../app/run_monitor.py"/>
        <source>epoch {epoch}/{epochs}</source>
        <translation>轮次 {epoch}/{epochs}</translation>
    </message>
    <message>
        <location filename="../../app/run_monitor.py"/>
        <source>judging {done:,}/{total:,}</source>
        <translation>正在评估 {done:,}/{total:,}</translation>
    </message>
    <message>
        <location filename="../../app/run_monitor.py"/>
        <source>validating {done}/{total}</source>
        <translation>正在验证 {done}/{total}</translation>
    </message>
    <message>
        <location filename="../../app/run_monitor.py"/>
        <source>writing the results</source>
        <translation>正在写入结果</translation>
    </message>
    <message>
        <location filename="../../app/run_monitor.py"/>
        <source>{speed:.0f} img/s</source>
        <translation>{speed:.0f} 张/秒</translation>
    </message>
    <message>
        <location filename="../../app/run_monitor.py"/>
        <source>{speed:.1f} img/s</source>
        <translation>{speed:.1f} 张/秒</translation>
    </message>
    <message>
        <location filename="../../app/run_monitor.py"/>
        <source>{speed:.2f} img/s</source>
        <translation>{speed:.2f} 张/秒</translation>
    </message>
    <message>
        <location filename="../../app/run_trash.py"/>
        <source>Moving runs to the trash</source>
        <translation>正在将训练记录移到回收站</translation>
    </message>
    <message>
        <location filename="../../app/run_trash.py"/>
        <source>it runs again</source>
        <translation>它又在运行</translation>
    </message>
    <message>
        <location filename="../../app/run_trash.py"/>
        <source>{folder} could not be moved to the trash: {reason}. Close the programs that use it, or delete the folder yourself.</source>
        <translation>{folder} 无法移到回收站：{reason}。请关闭使用它的程序，或自行删除该文件夹。</translation>
    </message>
    <message>
        <location filename="../../app/run_trash.py"/>
        <source>{n} runs are deleted.</source>
        <translation>已删除 {n} 条训练记录。</translation>
    </message>
    <message>
        <location filename="../../app/run_trash.py"/>
        <source>{run} is deleted.</source>
        <translation>已删除 {run}。</translation>
    </message>
    <message>
        <location filename="../../app/runs_actions.py"/>
        <source>A run that is going on cannot be deleted.</source>
        <translation>正在进行的训练不能删除。</translation>
    </message>
    <message>
        <location filename="../../app/runs_actions.py"/>
        <source>A training runs already.</source>
        <translation>已有一个训练正在进行。</translation>
    </message>
    <message>
        <location filename="../../app/runs_actions.py"/>
        <source>Choose one run only.</source>
        <translation>请只选择一条训练记录。</translation>
    </message>
    <message>
        <location filename="../../app/runs_actions.py"/>
        <source>Export the model</source>
        <translation>导出模型</translation>
    </message>
    <message>
        <location filename="../../app/runs_actions.py"/>
        <source>Exporting {name}</source>
        <translation>正在导出 {name}</translation>
    </message>
    <message>
        <location filename="../../app/runs_actions.py"/>
        <source>It goes on on the computer {host}</source>
        <translation>正在另一台电脑 {host} 上运行</translation>
    </message>
    <message>
        <location filename="../../app/runs_actions.py"/>
        <source>It has no checkpoint (last_model.pth) to go on from.</source>
        <translation>它没有可以继续的检查点 (last_model.pth)。</translation>
    </message>
    <message>
        <location filename="../../app/runs_actions.py"/>
        <source>It has no model yet: no epoch was finished.</source>
        <translation>它还没有模型：没有完成任何轮次。</translation>
    </message>
    <message>
        <location filename="../../app/runs_actions.py"/>
        <source>It is going on.</source>
        <translation>它正在进行。</translation>
    </message>
    <message>
        <location filename="../../app/runs_actions.py"/>
        <source>Its config.json cannot be read.</source>
        <translation>它的 config.json 无法读取。</translation>
    </message>
    <message>
        <location filename="../../app/runs_actions.py"/>
        <source>ONNX (*.onnx)</source>
        <translation>ONNX (*.onnx)</translation>
    </message>
    <message>
        <location filename="../../app/runs_actions.py"/>
        <source>That page is not there.</source>
        <translation>该页面不存在。</translation>
    </message>
    <message>
        <location filename="../../app/runs_actions.py"/>
        <source>The model is written and checked: {name}</source>
        <translation>模型已写入并检查：{name}</translation>
    </message>
    <message>
        <location filename="../../app/runs_comparison.py"/>
        <source>All were judged on the same {n:,} pictures of {where}.</source>
        <translation>全部在 {where} 的相同 {n:,} 张图片上评估。</translation>
    </message>
    <message>
        <location filename="../../app/runs_comparison.py"/>
        <source>All were judged on the same {n} picture of {where}.</source>
        <translation>全部在 {where} 的相同 {n} 张图片上评估。</translation>
    </message>
    <message>
        <location filename="../../app/runs_comparison.py"/>
        <source>Evaluating the chosen runs</source>
        <translation>正在评估所选训练记录</translation>
    </message>
    <message>
        <location filename="../../app/runs_comparison.py"/>
        <source>Not shown together: their val pictures differ.</source>
        <translation>未放在一起显示：它们的验证集图片不同。</translation>
    </message>
    <message>
        <location filename="../../app/runs_comparison.py"/>
        <source>Reading runs</source>
        <translation>正在读取训练记录</translation>
    </message>
    <message>
        <location filename="../../app/runs_comparison.py"/>
        <source>Stopped; nothing was compared.</source>
        <translation>已停止；没有进行比较。</translation>
    </message>
    <message>
        <location filename="../../app/runs_comparison.py"/>
        <source>Test</source>
        <translation>测试集</translation>
    </message>
    <message>
        <location filename="../../app/runs_comparison.py"/>
        <source>The current data: {name}</source>
        <translation>当前数据：{name}</translation>
    </message>
    <message>
        <location filename="../../app/runs_comparison.py"/>
        <source>The pictures of {run}</source>
        <translation>{run} 的图片</translation>
    </message>
    <message>
        <location filename="../../app/runs_comparison.py"/>
        <source>These runs were not validated on the same pictures, so their figures cannot be compared.</source>
        <translation>这些训练记录不是在相同图片上验证的，因此它们的指标不能比较。</translation>
    </message>
    <message>
        <location filename="../../app/runs_comparison.py"/>
        <source>These runs were validated on the same pictures, so their figures can be compared.</source>
        <translation>这些训练记录在相同图片上验证，因此它们的指标可以比较。</translation>
    </message>
    <message>
        <location filename="../../app/runs_comparison.py"/>
        <source>These runs were validated on the same pictures. The first {n} are drawn.</source>
        <translation>这些训练记录在相同图片上验证。已绘制前 {n} 条。</translation>
    </message>
    <message>
        <location filename="../../app/runs_comparison.py"/>
        <source>Val, at the best epoch</source>
        <translation>验证集，最佳轮次时</translation>
    </message>
    <message>
        <location filename="../../app/runs_comparison.py"/>
        <source>Whether the runs have the same val pictures is known when torch is loaded.</source>
        <translation>torch 加载后才能知道这些训练记录的验证集图片是否相同。</translation>
    </message>
    <message>
        <location filename="../../app/runs_comparison.py"/>
        <source>{n:,} were left out, because one of the runs was trained with them.</source>
        <translation>已排除 {n:,} 张，因为其中一个训练记录用它们训练过。</translation>
    </message>
    <message>
        <location filename="../../app/runs_comparison.py"/>
        <source>{n} was left out, because one of the runs was trained with it.</source>
        <translation>已排除 {n} 张，因为其中一个训练记录用它训练过。</translation>
    </message>
    <message>
        <location filename="../../app/runs_comparison.py"/>
        <source>{state}. {reason}</source>
        <translation>{state}。{reason}</translation>
    </message>
    <message>
        <location filename="../../app/runs_controller.py"/>
        <source>1 run</source>
        <translation>1 条训练记录</translation>
    </message>
    <message>
        <location filename="../../app/runs_controller.py"/>
        <source>Add a runs folder...</source>
        <translation>添加训练记录文件夹...</translation>
    </message>
    <message>
        <location filename="../../app/runs_controller.py"/>
        <source>Choose a folder of runs</source>
        <translation>选择训练记录的文件夹</translation>
    </message>
    <message>
        <location filename="../../app/runs_controller.py"/>
        <source>Look no more in {folder}</source>
        <translation>不再在 {folder} 中查找</translation>
    </message>
    <message>
        <location filename="../../app/runs_controller.py"/>
        <source>Looking for runs...</source>
        <translation>正在查找训练记录...</translation>
    </message>
    <message>
        <location filename="../../app/runs_controller.py"/>
        <source>Looking for runs... {count} so far</source>
        <translation>正在查找训练记录... 目前 {count} 条</translation>
    </message>
    <message>
        <location filename="../../app/runs_controller.py"/>
        <source>Runs are chosen by val. Sorting by test would make the test figure too good.</source>
        <translation>应按验证结果选择训练记录。按测试结果排序会使测试指标偏高。</translation>
    </message>
    <message>
        <location filename="../../app/runs_controller.py"/>
        <source>Show {folder}</source>
        <translation>显示 {folder}</translation>
    </message>
    <message>
        <location filename="../../app/runs_controller.py"/>
        <source>{count} runs</source>
        <translation>{count} 条训练记录</translation>
    </message>
    <message>
        <location filename="../../app/runs_controller.py"/>
        <source>{shown} of {count} run</source>
        <translation>{count} 条训练记录中的 {shown} 条</translation>
    </message>
    <message>
        <location filename="../../app/runs_controller.py"/>
        <source>{shown} of {count} runs</source>
        <translation>{count} 条训练记录中的 {shown} 条</translation>
    </message>
    <message>
        <location filename="../../app/shell.py"/>
        <source>Loading matplotlib</source>
        <translation>正在加载 matplotlib</translation>
    </message>
    <message>
        <location filename="../../app/shell.py"/>
        <source>Loading torch...</source>
        <translation>正在加载 torch...</translation>
    </message>
    <message>
        <location filename="../../app/shell.py"/>
        <source>Nothing yet</source>
        <translation>暂无</translation>
    </message>
    <message>
        <location filename="../../app/shell.py"/>
        <source>One data set is open at a time, so only {name} is opened. Folders of classes, or of train and val, belong in one folder: open that.</source>
        <translation>一次只打开一个数据集，因此只打开 {name}。各类别的文件夹，或训练集和验证集的文件夹，应放在同一个文件夹中：请打开那个文件夹。</translation>
    </message>
    <message>
        <location filename="../../app/shell.py"/>
        <source>That page is not there yet.</source>
        <translation>该页面尚不存在。</translation>
    </message>
    <message>
        <location filename="../../app/shell.py"/>
        <source>The labels are being saved. The window closes when that is done.</source>
        <translation>正在保存标签。保存完成后窗口将关闭。</translation>
    </message>
    <message>
        <location filename="../../app/shell.py"/>
        <source>Versions and the end of the log are on the clipboard.</source>
        <translation>版本信息和日志末尾已复制到剪贴板。</translation>
    </message>
    <message>
        <location filename="../../app/shell.py"/>
        <source>torch is not there</source>
        <translation>没有 torch</translation>
    </message>
    <message>
        <location filename="../../app/shell.py"/>
        <source>{path} does not exist. What can be given instead: a folder of pictures, a table or an archive of them, a model file, a run folder, or pictures.</source>
        <translation>{path} 不存在。可以给出：图片文件夹、图片的表格或压缩包、模型文件、训练记录文件夹或图片。</translation>
    </message>
    <message>
        <location filename="../../app/table_mapping.py"/>
        <source>Finding pictures</source>
        <translation>正在查找图片</translation>
    </message>
    <message>
        <location filename="../../app/table_mapping.py"/>
        <source>The picture and its class cannot be one column. Choose another class column.</source>
        <translation>图片和它的类别不能是同一列。请选择另一个类别列。</translation>
    </message>
    <message>
        <location filename="../../app/table_mapping.py"/>
        <source>There is no folder {folder}. Choose where the pictures lie.</source>
        <translation>没有文件夹 {folder}。请选择图片所在的位置。</translation>
    </message>
    <message>
        <location filename="../../app/torch_loader.py"/>
        <source>Loading torch</source>
        <translation>正在加载 torch</translation>
    </message>
    <message>
        <location filename="../../app/torch_loader.py"/>
        <source>torch does not work here ({error}). Run: python -m app doctor</source>
        <translation>torch 在这里无法使用（{error}）。请运行：python -m app doctor</translation>
    </message>
    <message>
        <location filename="../../app/torch_loader.py"/>
        <source>{device}, {precision}</source>
        <translation>{device}，{precision}</translation>
    </message>
    <message>
        <location filename="../../app/train_controller.py"/>
        <source>A training runs.</source>
        <translation>训练正在进行。</translation>
    </message>
    <message>
        <location filename="../../app/train_controller.py"/>
        <source>Stopped before the training began.</source>
        <translation>在训练开始之前已停止。</translation>
    </message>
    <message>
        <location filename="../../app/train_controller.py"/>
        <source>The data of these settings, {place}, is not on this computer. Choose where it is, or other data.</source>
        <translation>这些设置所用的数据 {place} 不在这台计算机上。请选择它的位置，或选择其他数据。</translation>
    </message>
    <message>
        <location filename="../../app/train_controller.py"/>
        <source>The training ended because of a fault inside Classwise.</source>
        <translation>由于 Classwise 内部故障，训练已结束。</translation>
    </message>
    <message>
        <location filename="../../app/train_controller.py"/>
        <source>The training has ended.</source>
        <translation>训练已结束。</translation>
    </message>
    <message>
        <location filename="../../app/train_controller.py"/>
        <source>The training has failed.</source>
        <translation>训练失败。</translation>
    </message>
    <message>
        <location filename="../../app/train_controller.py"/>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <location filename="../../app/train_controller.py"/>
        <source>Training {name}</source>
        <translation>正在训练 {name}</translation>
    </message>
    <message>
        <location filename="../../app/train_data.py"/>
        <source>A training runs. Another data set can be opened when it has ended.</source>
        <translation>训练正在进行。训练结束后才能打开其他数据集。</translation>
    </message>
    <message>
        <location filename="../../app/train_data.py"/>
        <source>Add a table...</source>
        <translation>添加表格...</translation>
    </message>
    <message>
        <location filename="../../app/train_data.py"/>
        <source>Choose a table, a list or a zip</source>
        <translation>选择表格、列表或 zip 文件</translation>
    </message>
    <message>
        <location filename="../../app/train_data.py"/>
        <source>Choose the table of the classes</source>
        <translation>选择类别表格</translation>
    </message>
    <message>
        <location filename="../../app/train_data.py"/>
        <source>Mend it on the Data page</source>
        <translation>在数据页修正</translation>
    </message>
    <message>
        <location filename="../../app/train_data.py"/>
        <source>Predict these</source>
        <translation>预测这些图片</translation>
    </message>
    <message>
        <location filename="../../app/train_data.py"/>
        <source>Tables (*.csv *.tsv *.xlsx);;All (*)</source>
        <translation>表格 (*.csv *.tsv *.xlsx);;所有文件 (*)</translation>
    </message>
    <message>
        <location filename="../../app/train_data.py"/>
        <source>Tables, lists and archives (*.csv *.tsv *.xlsx *.json *.jsonl *.txt *.zip);;All (*)</source>
        <translation>表格、列表和压缩包 (*.csv *.tsv *.xlsx *.json *.jsonl *.txt *.zip);;所有文件 (*)</translation>
    </message>
    <message>
        <location filename="../../app/train_form.py"/>
        <source>Choose weights to start from</source>
        <translation>选择初始权重</translation>
    </message>
    <message>
        <location filename="../../app/train_form.py"/>
        <source>Settings can be changed when the training has ended.</source>
        <translation>训练结束后才能更改设置。</translation>
    </message>
    <message>
        <location filename="../../app/train_form.py"/>
        <source>The data has a split of its own, which is kept. To part it anew: Split... on the Data page.</source>
        <translation>数据自带划分，将保持不变。要重新划分：“数据”页的“划分...”。</translation>
    </message>
    <message>
        <location filename="../../app/train_form.py"/>
        <source>The train.py command is on the clipboard.</source>
        <translation>train.py 命令已复制到剪贴板。</translation>
    </message>
    <message>
        <location filename="../../app/train_form.py"/>
        <source>Weights (*.pth *.pt *.safetensors);;All (*)</source>
        <translation>权重 (*.pth *.pt *.safetensors);;所有文件 (*)</translation>
    </message>
    <message>
        <location filename="../../app/train_form.py"/>
        <source>{label}: {problem}</source>
        <translation>{label}：{problem}</translation>
    </message>
    <message>
        <location filename="../../app/training_time.py"/>
        <source>Timing a step</source>
        <translation>正在测量单步时间</translation>
    </message>
    <message>
        <location filename="../../app/training_time.py"/>
        <source>With these settings: {time}</source>
        <translation>按当前设置：{time}</translation>
    </message>
    <message>
        <location filename="../../app/training_work.py"/>
        <source>The data has changed since it was read here: {n:,} pictures are new, gone, or have another class, split or group. The training uses what is there now.</source>
        <translation>数据在此处读取之后有变化：{n:,} 张图片是新增的、已不在，或换了类别、划分或分组。训练使用现在的数据。</translation>
    </message>
    <message>
        <location filename="../../app/training_work.py"/>
        <source>The data has changed since it was read here: {n} picture is new, gone, or has another class, split or group. The training uses what is there now.</source>
        <translation>数据在此处读取之后有变化：{n} 张图片是新增的、已不在，或换了类别、划分或分组。训练使用现在的数据。</translation>
    </message>
    <message>
        <location filename="../../app/undo_actions.py"/>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <location filename="../../app/undo_actions.py"/>
        <source>&amp;Undo: {what}</source>
        <translation>撤销(&amp;U)：{what}</translation>
    </message>
    <message>
        <location filename="../../app/undo_actions.py"/>
        <source>Re&amp;do</source>
        <translation>重做(&amp;D)</translation>
    </message>
    <message>
        <location filename="../../app/undo_actions.py"/>
        <source>Re&amp;do: {what}</source>
        <translation>重做(&amp;D)：{what}</translation>
    </message>
    <message>
        <location filename="../../app/weights_help.py"/>
        <source>Choose a file...</source>
        <translation>选择文件...</translation>
    </message>
    <message>
        <location filename="../../app/weights_help.py"/>
        <source>Choose the file that was fetched elsewhere</source>
        <translation>选择在别处下载的文件</translation>
    </message>
    <message>
        <location filename="../../app/weights_help.py"/>
        <source>Download again</source>
        <translation>重新下载</translation>
    </message>
    <message>
        <location filename="../../app/weights_help.py"/>
        <source>Downloading weights</source>
        <translation>正在下载权重</translation>
    </message>
    <message>
        <location filename="../../app/weights_help.py"/>
        <source>Import file...</source>
        <translation>导入文件...</translation>
    </message>
    <message>
        <location filename="../../app/weights_help.py"/>
        <source>Importing {name}</source>
        <translation>正在导入 {name}</translation>
    </message>
    <message>
        <location filename="../../app/weights_help.py"/>
        <source>Start training</source>
        <translation>开始训练</translation>
    </message>
    <message>
        <location filename="../../app/weights_help.py"/>
        <source>Train from scratch</source>
        <translation>从头训练</translation>
    </message>
    <message>
        <location filename="../../app/weights_help.py"/>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <location filename="../../app/weights_help.py"/>
        <source>Weights (*.pth)</source>
        <translation>权重 (*.pth)</translation>
    </message>
    <message>
        <location filename="../../app/weights_help.py"/>
        <source>{file} is installed, for {model}.</source>
        <translation>{file} 已安装，用于 {model}。</translation>
    </message>
    <message>
        <location filename="../../app/weights_preferences.py"/>
        <source>Importing weights</source>
        <translation>正在导入权重</translation>
    </message>
    <message>
        <location filename="../../app/weights_preferences.py"/>
        <source>The weights of {names} are installed.</source>
        <translation>{names} 的权重已安装。</translation>
    </message>
    <message>
        <location filename="../../app/weights_preferences.py"/>
        <source>The weights of {n} networks are installed.</source>
        <translation>{n} 个网络的权重已安装。</translation>
    </message>
    <message>
        <location filename="../../app/weights_preferences.py"/>
        <source>{done} of {total}</source>
        <translation>{done} / {total}</translation>
    </message>
    <message>
        <location filename="../../app/weights_preferences.py"/>
        <source>{stage}: {sizes}</source>
        <translation>{stage}：{sizes}</translation>
    </message>
    <message>
        <location filename="../../app/window_words.py"/>
        <source>{name} holds weights alone, without the network's name and its classes: it can be trained from, but predicts nothing by itself. On the Train page, choose its network, and the file under Start from.</source>
        <translation>{name} 只含权重，没有网络名称和类别：可以从它开始训练，但它本身不能预测。请在训练页选择对应的网络，并在“初始权重”中选择该文件。</translation>
    </message>
    <message>
        <location filename="../../app/window_words.py"/>
        <source>{what} Rename their classes as the model's, or choose other pictures.</source>
        <translation>{what}请把它们的类别改成模型的类别名，或选择其他图片。</translation>
    </message>
    <message>
        <location filename="../../core/base/connecting.py"/>
        <source>the name {host} could not be looked up</source>
        <translation>无法查找名称 {host}</translation>
    </message>
    <message>
        <location filename="../../core/base/connecting.py"/>
        <source>{value} does not answer</source>
        <translation>{value} 没有响应</translation>
    </message>
    <message>
        <location filename="../../core/base/control.py"/>
        <source>Stopped as asked; nothing was written.</source>
        <translation>已按要求停止；没有写入任何内容。</translation>
    </message>
    <message>
        <location filename="../../core/base/durations.py"/>
        <source>{hours} h {minutes:02d}</source>
        <translation>{hours} 小时 {minutes:02d} 分</translation>
    </message>
    <message>
        <location filename="../../core/base/errors.py"/>
        <source>A package is missing or damaged ({error}). Run: python -m pip install -r requirements.txt</source>
        <translation>有软件包缺失或损坏（{error}）。请运行：python -m pip install -r requirements.txt</translation>
    </message>
    <message>
        <location filename="../../core/base/files.py"/>
        <source>Cannot write {path}: a folder of that name is there. Give a file's name.</source>
        <translation>无法写入 {path}：已有同名文件夹。请给出文件名。</translation>
    </message>
    <message>
        <location filename="../../core/base/files.py"/>
        <source>Cannot write {path}: {reason}</source>
        <translation>无法写入 {path}：{reason}</translation>
    </message>
    <message>
        <location filename="../../core/base/files.py"/>
        <source>a part of that path is a file, not a folder. Choose another folder.</source>
        <translation>该路径的一部分是文件而不是文件夹。请选择其他文件夹。</translation>
    </message>
    <message>
        <location filename="../../core/base/files.py"/>
        <source>no permission to write there. Choose another folder, or close the program that has the file open.</source>
        <translation>没有写入权限。请选择其他文件夹，或关闭打开该文件的程序。</translation>
    </message>
    <message>
        <location filename="../../core/base/files.py"/>
        <source>the disk is full. Free some space or choose another folder.</source>
        <translation>磁盘已满。请腾出空间或选择其他文件夹。</translation>
    </message>
    <message>
        <location filename="../../core/base/files.py"/>
        <source>the path is longer than Windows takes (259 letters). Choose a folder with a shorter one.</source>
        <translation>路径超过了 Windows 允许的长度（259 个字符）。请选择路径较短的文件夹。</translation>
    </message>
    <message>
        <location filename="../../core/base/files.py"/>
        <source>{destination} was made by another program meanwhile, and nothing is overwritten. Give another name.</source>
        <translation>{destination} 其间已由另一个程序创建，不会覆盖任何内容。请换一个名称。</translation>
    </message>
    <message>
        <location filename="../../core/base/files.py"/>
        <source>{value}. Choose another place.</source>
        <translation>{value}。请选择其他位置。</translation>
    </message>
    <message>
        <location filename="../../core/base/messages.py"/>
        <source>{first} {second}</source>
        <translation>{first}{second}</translation>
    </message>
    <message>
        <location filename="../../core/base/messages.py"/>
        <source>{first}, {second}</source>
        <translation>{first}，{second}</translation>
    </message>
    <message>
        <location filename="../../core/base/messages.py"/>
        <source>{n:,} {split}</source>
        <translation>{split} {n:,}</translation>
    </message>
    <message>
        <location filename="../../core/base/messages.py"/>
        <source>{names} and {n} more</source>
        <translation>{names} 及另外 {n} 项</translation>
    </message>
    <message>
        <location filename="../../core/base/messages.py"/>
        <source>{n} {split}</source>
        <translation>{split} {n}</translation>
    </message>
    <message>
        <location filename="../../core/base/moved_places.py"/>
        <source>The server of the weights</source>
        <translation>权重服务器地址</translation>
    </message>
    <message>
        <location filename="../../core/base/moved_places.py"/>
        <source>{name} must begin with http://, https:// or file://; got {given}.</source>
        <translation>{name}必须以 http://、https:// 或 file:// 开头；得到的是 {given}。</translation>
    </message>
    <message>
        <location filename="../../core/base/resumed_download.py"/>
        <source>The download was stopped as asked; what was fetched is kept, and the next one goes on from there.</source>
        <translation>下载已按要求停止；已下载的内容会保留，下次从那里继续。</translation>
    </message>
    <message>
        <location filename="../../core/base/resumed_download.py"/>
        <source>the connection broke after {done} of {total} bytes</source>
        <translation>连接在 {total} 字节中的 {done} 字节之后中断</translation>
    </message>
    <message>
        <location filename="../../core/base/resumed_download.py"/>
        <source>the server answers with a web page in its place, such as that of a login or a proxy</source>
        <translation>服务器返回的是网页而不是该文件，例如登录页或代理页</translation>
    </message>
    <message>
        <location filename="../../core/base/run_info.py"/>
        <source>diverged</source>
        <translation>发散</translation>
    </message>
    <message>
        <location filename="../../core/base/run_info.py"/>
        <source>ended early</source>
        <translation>提前结束</translation>
    </message>
    <message>
        <location filename="../../core/base/run_info.py"/>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <location filename="../../core/base/run_info.py"/>
        <source>finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <location filename="../../core/base/run_info.py"/>
        <source>incomplete</source>
        <translation>不完整</translation>
    </message>
    <message>
        <location filename="../../core/base/run_info.py"/>
        <source>interrupted</source>
        <translation>已中断</translation>
    </message>
    <message>
        <location filename="../../core/base/run_info.py"/>
        <source>running</source>
        <translation>进行中</translation>
    </message>
    <message>
        <location filename="../../core/base/run_info.py"/>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <location filename="../../core/base/run_info.py"/>
        <source>{model} on {data}</source>
        <translation>{model}，数据 {data}</translation>
    </message>
    <message>
        <location filename="../../core/base/run_info.py"/>
        <source>{state}, epoch {done} of {epochs}</source>
        <translation>{state}，第 {done} 轮，共 {epochs} 轮</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>--head_epochs {head_epochs} leaves nothing to train after it (--epochs {epochs}, --scenario {scenario}). Give fewer of them.</source>
        <translation>--head_epochs {head_epochs} 之后没有可训练的轮次（--epochs {epochs}，--scenario {scenario}）。请减少它。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>--input_shape takes height and width, or one number; got {input_shape}.</source>
        <translation>--input_shape 应为高和宽，或一个数；得到的是 {input_shape}。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>--lr_milestones must rise; got {join}.</source>
        <translation>--lr_milestones 必须递增；得到的是 {join}。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>--min_lr ({min_lr}) must not be above --lr ({lr}).</source>
        <translation>--min_lr（{min_lr}）不能高于 --lr（{lr}）。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>--sampler balanced and --use_class_weights both make up for rare classes; together they do it twice over. Give one of the two.</source>
        <translation>--sampler balanced 和 --use_class_weights 都是弥补稀有类别；同时使用会重复弥补。请只用其中一个。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>--split takes one to three shares (train, val, test); got {text}.</source>
        <translation>--split 应为一到三个比例（训练、验证、测试）；得到的是 {text}。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>--split with one number is train's share, between 0 and 1; got {text}.</source>
        <translation>--split 只给一个数时表示训练集比例，应在 0 和 1 之间；得到的是 {text}。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>--split's shares must sum to 1; {text} sum to {n}.</source>
        <translation>--split 的比例之和必须为 1；{text} 之和为 {n}。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>--split's shares of train and val must be above 0; got {text}.</source>
        <translation>--split 的训练集和验证集比例必须大于 0；得到的是 {text}。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>1 for gray, 3 for colour; auto looks at the pictures.</source>
        <translation>1 为灰度，3 为彩色；自动时根据图片判断。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>Address of a folder that has the pretrained weights' files; default: CLASSWISE_WEIGHTS_MIRROR in the environment, else torchvision's own.</source>
        <translation>存放预训练权重文件的地址；默认：环境变量 CLASSWISE_WEIGHTS_MIRROR，否则为 torchvision 自己的地址。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>Batches an optimizer step is made of: as a batch that many times as large, in the memory of one.</source>
        <translation>一次优化步由多少批组成：相当于批大小乘以该数，但只占一批的内存。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>Cannot read the settings {path}: {strerror}. Give a run's config.json.</source>
        <translation>无法读取设置 {path}：{strerror}。请给出训练记录的 config.json。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>Column of the class; default: found by its usual names.</source>
        <translation>类别所在的列；默认：按常用列名查找。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>Column of the picture's name; default: found by its usual names.</source>
        <translation>图片名称所在的列；默认：按常用列名查找。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>Column of what must not be parted by a split, such as the patient.</source>
        <translation>划分时不能拆开的对象所在的列，例如患者。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>Column that says train, val or test.</source>
        <translation>说明属于训练集、验证集还是测试集的列。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>Course of the learning rate after the warm-up.</source>
        <translation>预热之后学习率的变化方式。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>CutMix: a box of another picture is pasted in; how large, 1 being any size; 0: never. With mixup, either of them at random.</source>
        <translation>CutMix：贴入另一张图片的一块；数值表示大小，1 为任意大小；0：从不。与 Mixup 同用时随机选用其一。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>Epochs without a better result after which training ends; 0: never.</source>
        <translation>连续多少轮没有更好结果后训练结束；0：从不。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>Every that many epochs a checkpoint is kept; 0: never.</source>
        <translation>每隔多少轮保留一个检查点；0：从不。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>Figure on val that chooses the best epoch.</source>
        <translation>用于选择最佳轮次的验证指标。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>Fine-tuning</source>
        <translation>微调</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>First moment's decay of adam and adamw, and of what muon leaves to adamw.</source>
        <translation>adam 和 adamw 的一阶矩衰减，也用于 muon 留给 adamw 的参数。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>Folder of the table's or list's pictures; default: beside it.</source>
        <translation>表格或列表中图片所在的文件夹；默认：与其同处。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>Folder that the run's folder is made in.</source>
        <translation>存放训练记录的文件夹。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>Folder with one folder of pictures a class, or with train, val and test folders of such; 'sample' for the digits that come with Classwise.</source>
        <translation>每个类别一个图片文件夹的文件夹，或含有这样的训练、验证、测试文件夹；“sample”表示 Classwise 自带的数字图片。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>Form of the source; auto looks at what the path is.</source>
        <translation>数据来源的形式；自动时根据路径判断。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>Height and width in pixels that pictures are resized to; one number for both; default: by the size of the pictures.</source>
        <translation>图片缩放到的高和宽（像素）；一个数表示两者相同；默认：根据图片大小。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>How a picture fits the input: whole with a border, its middle, or stretched.</source>
        <translation>图片如何适应输入：完整并加边框、取中部，或拉伸。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>How strongly training pictures are varied.</source>
        <translation>训练图片变化的强度。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>Keeps decoded pictures for the next epochs: in memory, on disk (also for later runs), or not; auto: in memory where they fit.</source>
        <translation>为后续轮次保留解码后的图片：在内存中、在磁盘上（也供以后的训练使用），或不保留；自动：放得下时保留在内存中。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>Learning rate at its highest; auto: by what is trained and from what.</source>
        <translation>最高学习率；自动：取决于训练哪些层和从什么开始。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>Longest gradient (its norm over all weights); longer ones are shortened, against sudden jumps of the loss; 0: any.</source>
        <translation>梯度的最大长度（所有权重的范数）；更长的会缩短，以防损失突变；0：不限。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>Lowest learning rate.</source>
        <translation>最低学习率。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>Machine</source>
        <translation>计算设备</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>Mirroring of training pictures where they are varied; none where letters, or left and right, tell classes apart; both where no side is up.</source>
        <translation>变化训练图片时的镜像翻转；如果类别靠文字或左右区分，选“无”；如果没有固定的上方，选“双向”。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>Momentum of sgd and muon.</source>
        <translation>sgd 和 muon 的动量。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>Most that the cache may take, in GB; 0: a quarter of the free memory, or on disk what python -m app cache allows.</source>
        <translation>缓存最多占用的空间 (GB)；0：可用内存的四分之一，或磁盘上 python -m app cache 允许的大小。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>Name of the network; auto picks one by the size of the pictures.</source>
        <translation>网络的名称；自动时根据图片大小选择。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>Nearly equal pictures go to one split, or are not looked for.</source>
        <translation>几乎相同的图片放在同一个划分中，或不查找。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>Number format of the arithmetic; auto: bf16 where the device is good at it, else fp32.</source>
        <translation>运算的数值格式；自动：设备擅长时用 bf16，否则用 fp32。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>Number of classes you expect; a different number in the data is an error. 0: as found.</source>
        <translation>预期的类别数；数据中的类别数不同时报错。0：以找到的为准。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>Number that every random choice derives from.</source>
        <translation>所有随机选择所依据的数。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>Numbers of the GPUs to train on, such as 0, or 5,6,7 for three processes that share each batch.</source>
        <translation>用于训练的 GPU 编号，例如 0，或 5,6,7 表示三个进程分担每一批。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>Pictures a step; auto: as many as are useful and fit in memory.</source>
        <translation>每步的图片数；自动：在有益且内存放得下的范围内尽量多。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>Pictures of one parent folder stay in one split.</source>
        <translation>同一上级文件夹中的图片留在同一个划分中。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>Pull of the weights towards zero, 0 to 10; auto: by the optimizer: 0.05 for adamw and muon, 0.0005 for sgd and adam, which take it into the gradient.</source>
        <translation>把权重拉向零的力度，0 到 10；自动：由优化器决定：adamw 和 muon 为 0.05，把它算进梯度的 sgd 和 adam 为 0.0005。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>Records</source>
        <translation>记录</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>Regular expression over file names whose part (?P&lt;group&gt;...) is the group that a split must not part.</source>
        <translation>用于文件名的正则表达式，其中 (?P&lt;group&gt;...) 部分是划分时不能拆开的组。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>Rule that turns gradients into steps; auto: muon where all layers are trained from scratch on pictures that are not tiny, else adamw.</source>
        <translation>把梯度变成更新步的规则；auto：从头训练所有层且图片不太小时用 muon，否则用 adamw。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>Share of all steps in which the learning rate rises from zero.</source>
        <translation>学习率从零上升所占的步数比例。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>Share of features dropped before the last layer, 0 to 0.95; auto: as the network comes.</source>
        <translation>最后一层之前丢弃的特征比例，0 到 0.95；自动：按网络自带的值。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>Share of the target spread over all classes (ce).</source>
        <translation>分摊到所有类别的目标比例（交叉熵）。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>Share that the moving average of the weights keeps at each step, such as 0.999; the average is then what is judged and used; 0: none.</source>
        <translation>权重的滑动平均每步保留的比例，例如 0.999；此后评估和使用的是该平均值；0：不用。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>Shares of train, val and test where the data has no split; one number: train's share, the rest val.</source>
        <translation>数据没有划分时训练、验证和测试的比例；只给一个数时为训练集比例，其余为验证集。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>Sides of training pictures as a share of the picture size, which validation and prediction take whole; 0.75 takes about half the arithmetic.</source>
        <translation>训练图片的边长占图片尺寸的比例，验证和预测使用完整尺寸；0.75 约省一半计算。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>Steps between two looks at the loss on a GPU, and between two points in TensorBoard.</source>
        <translation>在 GPU 上两次查看损失之间的步数，也是 TensorBoard 中两点之间的步数。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>Table with a row a picture (CSV, TSV or XLSX).</source>
        <translation>每张图片一行的表格（CSV、TSV 或 XLSX）。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>Test pictures, where they lie elsewhere.</source>
        <translation>测试集图片，如果它们在别处。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>Text file with a class name a line, in index order.</source>
        <translation>每行一个类别名称的文本文件，按序号排列。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>That many of the epochs come first with the last layer alone being trained; then the others join in.</source>
        <translation>先用这么多轮只训练最后一层；然后其余各层加入。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>That pull also on biases, norm layers, position embeddings and the like, which are spared otherwise.</source>
        <translation>这种衰减也用于偏置、归一化层、位置编码等，否则它们不受影响。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>The learning rate of all layers but the last is multiplied by this; below 1 to keep more of the pretrained weights.</source>
        <translation>除最后一层外，所有层的学习率都乘以该数；小于 1 时更多地保留预训练权重。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>The same share in the first epoch, from which it grows to --train_scale by the last, so that early epochs are cheap; 1: it does not grow. auto: 0.5 where all layers are trained from scratch.</source>
        <translation>第一轮中的同一比例，到最后一轮逐渐增大到 --train_scale，因此前面的轮次开销小；1：不增大。auto：从头训练所有层时为 0.5。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>The setting {name} must be of type {name__}; got {value}.</source>
        <translation>设置 {name} 的类型必须是 {name__}；得到的是 {value}。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>Threads that read pictures; 0: by the number of cores.</source>
        <translation>读取图片的线程数；0：根据处理器核心数。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>Times that every training picture is seen.</source>
        <translation>每张训练图片被看到的次数。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>Validation pictures, where they lie elsewhere.</source>
        <translation>验证集图片，如果它们在别处。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>Weigh rare classes more, by the inverse of their frequency.</source>
        <translation>按类别频率的倒数加大稀有类别的权重。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>Weights to start from: a file, a run folder, a network's name, or none for from scratch; auto: torchvision's pretrained ones where they help and can be had.</source>
        <translation>初始权重：文件、训练记录文件夹、网络名称，或 none 表示从头训练；自动：在有益且可以得到时使用 torchvision 的预训练权重。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>What is made small.</source>
        <translation>要减小的量。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>Which layers are trained: all, the last one alone, or a share from the top; auto: the last one where pictures are few and the weights pretrained, else all.</source>
        <translation>训练哪些层：全部、仅最后一层，或从顶部起的一部分；自动：图片较少且使用预训练权重时只训练最后一层，否则训练全部。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>With several GPUs (torchrun), batch norm takes the statistics of all of them; for few pictures a GPU.</source>
        <translation>使用多个 GPU（torchrun）时，批归一化使用所有 GPU 的统计量；适合每个 GPU 图片较少的情况。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>auto, cpu, cuda, cuda:N or mps.</source>
        <translation>auto、cpu、cuda、cuda:N 或 mps。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>head_only, head_epochs: how many variations of each picture are computed once and used in turns; 0: new ones each epoch, at the cost of a pass over the pictures each.</source>
        <translation>head_only、head_epochs：每张图片预先计算多少种变体并轮流使用；0：每轮重新计算，代价是每轮都要处理一遍图片。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>mixup: pictures of a batch are blended in pairs; how evenly, 0.2 seldom and 1 often; 0: never. Needs many epochs.</source>
        <translation>mixup：一批中的图片两两混合；数值表示混合的均匀程度，0.2 很少混合，1 经常混合；0：从不。需要很多轮次。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>multistep: epochs after which it drops.</source>
        <translation>multistep：在哪些轮次之后下降。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>partial_unfreeze: percent of the layers that are trained, counted from the last one back.</source>
        <translation>partial_unfreeze：从最后一层往前数，训练多少百分比的层。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>plateau: epochs without a better val loss before a drop.</source>
        <translation>plateau：验证损失连续多少轮没有改善后下降。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>randaugment: operations a picture.</source>
        <translation>randaugment：每张图片的操作数。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>randaugment: strength of the operations.</source>
        <translation>randaugment：操作的强度。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>shuffle: every picture once an epoch; balanced: drawn so that each class comes equally often, rare ones several times.</source>
        <translation>shuffle：每轮每张图片一次；balanced：抽取时各类别次数相同，稀有类别的图片会抽取多次。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>step, multistep, plateau: factor of a drop.</source>
        <translation>step、multistep、plateau：下降的系数。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>step: epochs between two drops.</source>
        <translation>step：两次下降之间的轮次。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>{path} is not JSON ({error}). Give a run's config.json.</source>
        <translation>{path} 不是 JSON（{error}）。请给出训练记录的 config.json。</translation>
    </message>
    <message>
        <location filename="../../core/config.py"/>
        <source>{path} must hold a JSON object of settings; it holds a {name__}.</source>
        <translation>{path} 必须含有由设置组成的 JSON 对象；它含有的是 {name__}。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>A file is not in UTF-8.</source>
        <translation>有文件不是 UTF-8 编码。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>A table has an unusual delimiter.</source>
        <translation>有表格使用了少见的分隔符。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>A table was passed over.</source>
        <translation>有表格未被读取。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>Class names differ only in case.</source>
        <translation>类别名称只有大小写不同。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>Classes are of very different size.</source>
        <translation>各类别大小相差悬殊。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>Labels count from 1.</source>
        <translation>标签从 1 开始计数。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>Nearly the same picture under {n} labels: {names}.</source>
        <translation>几乎相同的图片有 {n} 个标签：{names}。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>Nearly the same picture {n} times: {names}.</source>
        <translation>几乎相同的图片有 {n} 张：{names}。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>Paths were found by their end.</source>
        <translation>已按路径末尾部分找到图片。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>Pictures were replaced by another place's.</source>
        <translation>图片已由另一处的图片取代。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>The class {name!r} has no readable picture.</source>
        <translation>类别 {name!r} 没有可读取的图片。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>The class {name!r} has {n} picture; {least} is the least to judge it by.</source>
        <translation>类别 {name!r} 只有 {n} 张图片；至少要有 {least} 张才能评判。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>The class {name!r} has {n} pictures; {least} is the least to judge it by.</source>
        <translation>类别 {name!r} 只有 {n} 张图片；至少要有 {least} 张才能评判。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>The group {name!r} stands in {n} splits: {counts}.</source>
        <translation>组 {name!r} 出现在 {n} 个划分中：{counts}。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>The same picture under {n} labels: {names}.</source>
        <translation>相同的图片有 {n} 个标签：{names}。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>The same picture {n} times: {names}.</source>
        <translation>相同的图片有 {n} 张：{names}。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>There is one class only.</source>
        <translation>只有一个类别。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>not looked at</source>
        <translation>未查看</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{common!r} has {times:.0f} times as many pictures as {rare!r} ({most} and {least}). Look at balanced accuracy and macro F1, not at accuracy; --use_class_weights may help.</source>
        <translation>{common!r} 的图片数是 {rare!r} 的 {times:.0f} 倍（{most} 和 {least}）。请看平衡准确率和宏平均 F1，而不是准确率；--use_class_weights 可能有帮助。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{first} and {second} share nearly the same picture: {names}.</source>
        <translation>{first} 和 {second} 中有几乎相同的图片：{names}。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{first} and {second} share the same picture: {names}.</source>
        <translation>{first} 和 {second} 中有相同的图片：{names}。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{n:,} classes have no picture.</source>
        <translation>{n:,} 个类别没有图片。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{n:,} classes have very few pictures.</source>
        <translation>{n:,} 个类别图片很少。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{n:,} colour pictures are among gray ones.</source>
        <translation>{n:,} 张彩色图片混在灰度图片中。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{n:,} files are no pictures by their ending.</source>
        <translation>{n:,} 个文件从扩展名看不是图片。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{n:,} folders cannot be read.</source>
        <translation>{n:,} 个文件夹无法读取。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{n:,} gray pictures are among colour ones.</source>
        <translation>{n:,} 张灰度图片混在彩色图片中。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{n:,} links to folders run in a circle.</source>
        <translation>{n:,} 个文件夹链接形成循环。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{n:,} names differ only in case.</source>
        <translation>{n:,} 个名称只有大小写不同。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{n:,} new pictures would belong to two splits.</source>
        <translation>{n:,} 张新图片会属于两个划分。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{n:,} pictures are equal to another.</source>
        <translation>{n:,} 张图片与另一张完全相同。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{n:,} pictures are far from the others in shape.</source>
        <translation>{n:,} 张图片的形状与其他图片相差很大。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{n:,} pictures are far from the others in size.</source>
        <translation>{n:,} 张图片的大小与其他图片相差很大。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{n:,} pictures are left out by the table.</source>
        <translation>{n:,} 张图片被表格排除。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{n:,} pictures are nearly equal to another.</source>
        <translation>{n:,} 张图片与另一张几乎相同。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{n:,} pictures are of a class that is not learned.</source>
        <translation>{n:,} 张图片属于不学习的类别。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{n:,} pictures are of groups that stand in two splits.</source>
        <translation>{n:,} 张图片所属的组出现在两个划分中。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{n:,} pictures are under two labels, as equals or near-equals.</source>
        <translation>{n:,} 张相同或几乎相同的图片有两种标签。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{n:,} pictures cannot be read.</source>
        <translation>{n:,} 张图片无法读取。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{n:,} pictures changed their label.</source>
        <translation>{n:,} 张图片的标签有变化。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{n:,} pictures have another format's ending.</source>
        <translation>{n:,} 张图片的扩展名属于其他格式。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{n:,} pictures have no group.</source>
        <translation>{n:,} 张图片没有组。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{n:,} pictures have two labels in the table.</source>
        <translation>{n:,} 张图片在表格中有两个标签。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{n:,} pictures have two splits in the table.</source>
        <translation>{n:,} 张图片在表格中有两个划分。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{n:,} pictures look too much alike to be told apart.</source>
        <translation>{n:,} 张图片过于相似，无法区分。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{n:,} pictures of the old table are gone.</source>
        <translation>旧表格中的 {n:,} 张图片已不存在。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{n:,} pictures or folders lie outside of the class folders.</source>
        <translation>{n:,} 张图片或文件夹位于类别文件夹之外。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{n:,} pictures stand in two splits, as equals or near-equals.</source>
        <translation>{n:,} 张相同或几乎相同的图片出现在两个划分中。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{n:,} rows are repeated.</source>
        <translation>{n:,} 行重复。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{n:,} rows cannot be read.</source>
        <translation>{n:,} 行无法读取。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{n:,} rows have no label.</source>
        <translation>{n:,} 行没有标签。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{n:,} rows name a picture that could be several.</source>
        <translation>{n:,} 行指明的图片可能有多张。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{n:,} rows name a picture that is not there.</source>
        <translation>{n:,} 行指明的图片不存在。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{n:,} rows name no known split.</source>
        <translation>{n:,} 行没有指明已知的划分。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{n:,} rows name no picture.</source>
        <translation>{n:,} 行没有指明图片。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{name!r} is the only class; training needs at least two. Put the pictures of each class into a folder of its own.</source>
        <translation>{name!r} 是唯一的类别；训练至少需要两个类别。请将每个类别的图片放入各自的文件夹。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{name} is {format}, but was left out for its ending; rename it to {ending} to use it.</source>
        <translation>{name} 是 {format} 格式，但因扩展名而未计入；改名为 {ending} 即可使用。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{name} is {format}; its ending should be {ending}.</source>
        <translation>{name} 是 {format} 格式；其扩展名应为 {ending}。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{name}: {reason}</source>
        <translation>{name}：{reason}</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{n} class has no picture.</source>
        <translation>{n} 个类别没有图片。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{n} class has very few pictures.</source>
        <translation>{n} 个类别图片很少。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{n} colour picture is among gray ones.</source>
        <translation>{n} 张彩色图片混在灰度图片中。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{n} file is no picture by its ending.</source>
        <translation>{n} 个文件从扩展名看不是图片。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{n} folder cannot be read.</source>
        <translation>{n} 个文件夹无法读取。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{n} gray picture is among colour ones.</source>
        <translation>{n} 张灰度图片混在彩色图片中。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{n} link to a folder runs in a circle.</source>
        <translation>{n} 个文件夹链接形成循环。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{n} name differs only in case.</source>
        <translation>{n} 个名称只有大小写不同。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{n} new picture would belong to two splits.</source>
        <translation>{n} 张新图片会属于两个划分。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{n} picture cannot be read.</source>
        <translation>{n} 张图片无法读取。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{n} picture changed its label.</source>
        <translation>{n} 张图片的标签有变化。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{n} picture has another format's ending.</source>
        <translation>{n} 张图片的扩展名属于其他格式。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{n} picture has no group.</source>
        <translation>{n} 张图片没有组。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{n} picture has two labels in the table.</source>
        <translation>{n} 张图片在表格中有两个标签。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{n} picture has two splits in the table.</source>
        <translation>{n} 张图片在表格中有两个划分。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{n} picture is equal to another.</source>
        <translation>{n} 张图片与另一张完全相同。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{n} picture is far from the others in shape.</source>
        <translation>{n} 张图片的形状与其他图片相差很大。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{n} picture is far from the others in size.</source>
        <translation>{n} 张图片的大小与其他图片相差很大。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{n} picture is left out by the table.</source>
        <translation>{n} 张图片被表格排除。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{n} picture is nearly equal to another.</source>
        <translation>{n} 张图片与另一张几乎相同。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{n} picture is of a class that is not learned.</source>
        <translation>{n} 张图片属于不学习的类别。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{n} picture is of a group that stands in two splits.</source>
        <translation>{n} 张图片所属的组出现在两个划分中。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{n} picture is under two labels, as equals or near-equals.</source>
        <translation>{n} 张相同或几乎相同的图片有两种标签。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{n} picture looks too much like others to be told apart.</source>
        <translation>{n} 张图片过于相似，无法区分。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{n} picture of the old table is gone.</source>
        <translation>旧表格中的 {n} 张图片已不存在。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{n} picture or folder lies outside of the class folders.</source>
        <translation>{n} 张图片或文件夹位于类别文件夹之外。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{n} picture stands in two splits, as equals or near-equals.</source>
        <translation>{n} 张相同或几乎相同的图片出现在两个划分中。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{n} row cannot be read.</source>
        <translation>{n} 行无法读取。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{n} row has no label.</source>
        <translation>{n} 行没有标签。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{n} row is repeated.</source>
        <translation>{n} 行重复。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{n} row names a picture that could be several.</source>
        <translation>{n} 行指明的图片可能有多张。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{n} row names a picture that is not there.</source>
        <translation>{n} 行指明的图片不存在。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{n} row names no known split.</source>
        <translation>{n} 行没有指明已知的划分。</translation>
    </message>
    <message>
        <location filename="../../core/data/checks.py"/>
        <source>{n} row names no picture.</source>
        <translation>{n} 行没有指明图片。</translation>
    </message>
    <message>
        <location filename="../../core/data/duplicates.py"/>
        <source>Comparing new pictures</source>
        <translation>正在比较新图片</translation>
    </message>
    <message>
        <location filename="../../core/data/duplicates.py"/>
        <source>Comparing pictures</source>
        <translation>正在比较图片</translation>
    </message>
    <message>
        <location filename="../../core/data/duplicates.py"/>
        <source>Nearly the same: a difference is hardly seen</source>
        <translation>几乎相同：几乎看不出差别</translation>
    </message>
    <message>
        <location filename="../../core/data/duplicates.py"/>
        <source>The same file twice</source>
        <translation>同一文件出现两次</translation>
    </message>
    <message>
        <location filename="../../core/data/duplicates.py"/>
        <source>The same pixels in two files</source>
        <translation>两个文件中的像素相同</translation>
    </message>
    <message>
        <location filename="../../core/data/duplicates.py"/>
        <source>Very alike, with small differences</source>
        <translation>非常相似，有细微差别</translation>
    </message>
    <message>
        <location filename="../../core/data/duplicates.py"/>
        <source>{bits} of 64 bits of their hashes differ, their brightness by {brightness:.1f} of 255 on average</source>
        <translation>其哈希值的 64 位中有 {bits} 位不同，亮度平均相差 {brightness:.1f}（最大 255）</translation>
    </message>
    <message>
        <location filename="../../core/data/duplicates.py"/>
        <source>{n:,} of {total:,} pictures look nearly the same by the usual rule, too many to be believed; among them only pictures of equal pixels are kept together. If they are one series, give its groups by a column or --group_pattern.</source>
        <translation>{total:,} 张图片中有 {n:,} 张按通常规则看起来几乎相同，多得不可信；其中只有像素完全相同的图片放在一起。如果它们是同一系列，请用列或 --group_pattern 给出分组。</translation>
    </message>
    <message>
        <location filename="../../core/data/image_reasons.py"/>
        <source>JPEG, PNG, BMP, GIF, TIFF, WebP, PPM, JPEG 2000 or AVIF</source>
        <translation>JPEG、PNG、BMP、GIF、TIFF、WebP、PPM、JPEG 2000 或 AVIF</translation>
    </message>
    <message>
        <location filename="../../core/data/image_reasons.py"/>
        <source>cannot load this image</source>
        <translation>无法加载此图片</translation>
    </message>
    <message>
        <location filename="../../core/data/image_reasons.py"/>
        <source>could not create decoder</source>
        <translation>无法创建解码器</translation>
    </message>
    <message>
        <location filename="../../core/data/image_reasons.py"/>
        <source>data stream</source>
        <translation>数据流</translation>
    </message>
    <message>
        <location filename="../../core/data/image_reasons.py"/>
        <source>decoder error</source>
        <translation>解码器错误</translation>
    </message>
    <message>
        <location filename="../../core/data/image_reasons.py"/>
        <source>it claims more than {value} megapixels. Make it smaller.</source>
        <translation>它声称超过 {value} 百万像素。请将它缩小。</translation>
    </message>
    <message>
        <location filename="../../core/data/image_reasons.py"/>
        <source>it is cut off: the file ends before the picture does.</source>
        <translation>它被截断：文件在图片结束之前就结束了。</translation>
    </message>
    <message>
        <location filename="../../core/data/image_reasons.py"/>
        <source>it is damaged or of an unusual kind ({value}).</source>
        <translation>它已损坏或属于少见的类型（{value}）。</translation>
    </message>
    <message>
        <location filename="../../core/data/image_reasons.py"/>
        <source>it is damaged, or a TIFF file of an unusual kind, such as one of more than four channels.</source>
        <translation>它已损坏，或者是少见类型的 TIFF 文件，例如超过四个通道。</translation>
    </message>
    <message>
        <location filename="../../core/data/image_reasons.py"/>
        <source>it is damaged.</source>
        <translation>它已损坏。</translation>
    </message>
    <message>
        <location filename="../../core/data/image_reasons.py"/>
        <source>it is damaged: it begins like a {name} file, but what follows is not one.</source>
        <translation>它已损坏：开头像 {name} 文件，但后面的内容不是。</translation>
    </message>
    <message>
        <location filename="../../core/data/image_reasons.py"/>
        <source>it is not a picture that can be read ({READABLE}).</source>
        <translation>它不是可以读取的图片（{READABLE}）。</translation>
    </message>
    <message>
        <location filename="../../core/data/image_reasons.py"/>
        <source>there is not enough memory to decode it.</source>
        <translation>没有足够的内存来解码它。</translation>
    </message>
    <message>
        <location filename="../../core/data/images.py"/>
        <source>a picture of shape {shape} cannot be written as {ending}.</source>
        <translation>形状为 {shape} 的图片不能写成 {ending}。</translation>
    </message>
    <message>
        <location filename="../../core/data/images.py"/>
        <source>it claims {width} x {height} pixels, more than {value} megapixels. Make it smaller.</source>
        <translation>它声称有 {width} x {height} 像素，超过 {value} 百万像素。请将它缩小。</translation>
    </message>
    <message>
        <location filename="../../core/data/images.py"/>
        <source>it has no pixels ({width} x {height}).</source>
        <translation>它没有像素（{width} x {height}）。</translation>
    </message>
    <message>
        <location filename="../../core/data/images.py"/>
        <source>it is a folder.</source>
        <translation>它是文件夹。</translation>
    </message>
    <message>
        <location filename="../../core/data/images.py"/>
        <source>it is not an ordinary file.</source>
        <translation>它不是普通文件。</translation>
    </message>
    <message>
        <location filename="../../core/data/images.py"/>
        <source>the file cannot be read ({value}).</source>
        <translation>文件无法读取（{value}）。</translation>
    </message>
    <message>
        <location filename="../../core/data/images.py"/>
        <source>the file does not exist.</source>
        <translation>文件不存在。</translation>
    </message>
    <message>
        <location filename="../../core/data/images.py"/>
        <source>the file is empty.</source>
        <translation>文件是空的。</translation>
    </message>
    <message>
        <location filename="../../core/data/images.py"/>
        <source>the file is larger than {n} MB.</source>
        <translation>文件大于 {n} MB。</translation>
    </message>
    <message>
        <location filename="../../core/data/images.py"/>
        <source>there is no permission to read it.</source>
        <translation>没有读取它的权限。</translation>
    </message>
    <message>
        <location filename="../../core/data/moving.py"/>
        <source>Moving pictures</source>
        <translation>正在移动图片</translation>
    </message>
    <message>
        <location filename="../../core/data/moving.py"/>
        <source>Moving pictures back</source>
        <translation>正在移回图片</translation>
    </message>
    <message>
        <location filename="../../core/data/moving.py"/>
        <source>The class {name!r} cannot be a folder's name. Choose another name for it, or save the labels as a table.</source>
        <translation>类别 {name!r} 不能作为文件夹名称。请为它选择其他名称，或将标签另存为表格。</translation>
    </message>
    <message>
        <location filename="../../core/data/moving.py"/>
        <source>These pictures do not lie in folders of their classes, so that their files stay where they are. Save the labels as a table; every command takes it.</source>
        <translation>这些图片不在其类别的文件夹中，因此文件留在原处。请将标签另存为表格；所有命令都能使用它。</translation>
    </message>
    <message>
        <location filename="../../core/data/moving.py"/>
        <source>{OWN_FOLDER}/left out</source>
        <translation>{OWN_FOLDER}/left out</translation>
    </message>
    <message>
        <location filename="../../core/data/moving.py"/>
        <source>{path} does not lie in a folder of its class ({name}), so that it cannot be moved into another. Save the labels as a table.</source>
        <translation>{path} 不在其类别（{name}）的文件夹中，因此不能移到其他类别的文件夹。请将标签另存为表格。</translation>
    </message>
    <message>
        <location filename="../../core/data/moving.py"/>
        <source>{path} is no list of moves that can be undone ({reason}).</source>
        <translation>{path} 不是可以撤销的移动列表（{reason}）。</translation>
    </message>
    <message>
        <location filename="../../core/data/moving.py"/>
        <source>{path} is there already; nothing is overwritten. What was moved before can be moved back.</source>
        <translation>{path} 已存在；不会覆盖任何内容。之前移动的文件可以移回。</translation>
    </message>
    <message>
        <location filename="../../core/data/outliers.py"/>
        <source>{n:,} of {total:,} pictures are far from the usual shape ({usual:.2f} wide to high): {names}.</source>
        <translation>{total:,} 张图片中有 {n:,} 张与通常的形状（宽高比 {usual:.2f}）相差很大：{names}。</translation>
    </message>
    <message>
        <location filename="../../core/data/outliers.py"/>
        <source>{n:,} of {total:,} pictures are far from the usual size ({usual:.0f} pixels a side): {names}.</source>
        <translation>{total:,} 张图片中有 {n:,} 张与通常的大小（边长 {usual:.0f} 像素）相差很大：{names}。</translation>
    </message>
    <message>
        <location filename="../../core/data/outliers.py"/>
        <source>{n:,} of {total:,} pictures are gray, the others in colour: {names}. A network may learn that as a sign of a class.</source>
        <translation>{total:,} 张图片中有 {n:,} 张是灰度的，其余是彩色的：{names}。网络可能把它当作类别的特征来学习。</translation>
    </message>
    <message>
        <location filename="../../core/data/outliers.py"/>
        <source>{n:,} of {total:,} pictures are in colour, the others gray: {names}. A network may learn that as a sign of a class.</source>
        <translation>{total:,} 张图片中有 {n:,} 张是彩色的，其余是灰度的：{names}。网络可能把它当作类别的特征来学习。</translation>
    </message>
    <message>
        <location filename="../../core/data/outliers.py"/>
        <source>{n} of {total:,} pictures is far from the usual shape ({usual:.2f} wide to high): {names}.</source>
        <translation>{total:,} 张图片中有 {n} 张与通常的形状（宽高比 {usual:.2f}）相差很大：{names}。</translation>
    </message>
    <message>
        <location filename="../../core/data/outliers.py"/>
        <source>{n} of {total:,} pictures is far from the usual size ({usual:.0f} pixels a side): {names}.</source>
        <translation>{total:,} 张图片中有 {n} 张与通常的大小（边长 {usual:.0f} 像素）相差很大：{names}。</translation>
    </message>
    <message>
        <location filename="../../core/data/outliers.py"/>
        <source>{n} of {total:,} pictures is gray, the others in colour: {names}. A network may learn that as a sign of a class.</source>
        <translation>{total:,} 张图片中有 {n} 张是灰度的，其余是彩色的：{names}。网络可能把它当作类别的特征来学习。</translation>
    </message>
    <message>
        <location filename="../../core/data/outliers.py"/>
        <source>{n} of {total:,} pictures is in colour, the others gray: {names}. A network may learn that as a sign of a class.</source>
        <translation>{total:,} 张图片中有 {n} 张是彩色的，其余是灰度的：{names}。网络可能把它当作类别的特征来学习。</translation>
    </message>
    <message>
        <location filename="../../core/data/pixels.py"/>
        <source>its values go from {low} to {high}; expected 0 to 1 or 0 to 255.</source>
        <translation>其数值从 {low} 到 {high}；应为 0 到 1 或 0 到 255。</translation>
    </message>
    <message>
        <location filename="../../core/data/pixels.py"/>
        <source>its values go from {low} to {high}; expected 16 bits, 0 to 65535.</source>
        <translation>其数值从 {low} 到 {high}；应为 16 位，0 到 65535。</translation>
    </message>
    <message>
        <location filename="../../core/data/pixels.py"/>
        <source>some of its values are not finite.</source>
        <translation>其中一些数值不是有限数。</translation>
    </message>
    <message>
        <location filename="../../core/data/scan.py"/>
        <source>Looking at pictures</source>
        <translation>正在查看图片</translation>
    </message>
    <message>
        <location filename="../../core/data/scan.py"/>
        <source>The scan cache cannot be used ({problem}); pictures are looked at anew.</source>
        <translation>扫描缓存无法使用（{problem}）；将重新查看图片。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/archives.py"/>
        <source>Cannot read {path}: {value}.</source>
        <translation>无法读取 {path}：{value}。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/archives.py"/>
        <source>Unpacking {basename}</source>
        <translation>正在解压 {basename}</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/archives.py"/>
        <source>{filename} cannot be read: {error}</source>
        <translation>{filename} 无法读取：{error}</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/archives.py"/>
        <source>{filename} is larger than it claims</source>
        <translation>{filename} 比它声称的更大</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/archives.py"/>
        <source>{path} holds no files. Expected class folders with pictures.</source>
        <translation>{path} 中没有文件。应为含图片的类别文件夹。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/archives.py"/>
        <source>{path} holds {n} files; at most {MAX_FILES} are unpacked.</source>
        <translation>{path} 含有 {n} 个文件；最多解压 {MAX_FILES} 个。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/archives.py"/>
        <source>{path} is encrypted. Unpack it with its password and give the folder.</source>
        <translation>{path} 已加密。请用密码解压后给出文件夹。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/archives.py"/>
        <source>{path} is no zip archive that can be read ({error}). Fetch or pack it anew.</source>
        <translation>{path} 不是可以读取的 zip 压缩包（{error}）。请重新下载或打包。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/archives.py"/>
        <source>{path} names a file outside of itself ({name}); it was not unpacked. Do not trust it.</source>
        <translation>{path} 指向自身之外的文件（{name}）；没有解压。请不要信任它。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/archives.py"/>
        <source>{path} needs {value} MB unpacked; {parent} has {value_2} MB left.</source>
        <translation>{path} 解压需要 {value} MB；{parent} 只剩 {value_2} MB。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/archives.py"/>
        <source>{path} would grow from {value} KB to {value_2} MB, which no pictures do; it was not unpacked.</source>
        <translation>{path} 会从 {value} KB 膨胀到 {value_2} MB，图片不会如此；没有解压。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/columns.py"/>
        <source>--{option} {wanted} is no column of {path}; its columns: {first_names}.</source>
        <translation>--{option} {wanted} 不是 {path} 的列；它的列有：{first_names}。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/columns.py"/>
        <source>It has one column only: is another delimiter between the columns than comma, semicolon, tab or bar?</source>
        <translation>它只有一列：列之间的分隔符是否不是逗号、分号、制表符或竖线？</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/columns.py"/>
        <source>Name it: --{option} NAME.</source>
        <translation>请指定：--{option} NAME。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/columns.py"/>
        <source>The column {what} was not found in {path}; its columns: {first_names}. {hint}</source>
        <translation>在 {path} 中没有找到{what}的列；它的列有：{first_names}。{hint}</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/columns.py"/>
        <source>of the class</source>
        <translation>类别</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/columns.py"/>
        <source>of the picture's name</source>
        <translation>图片名称</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/columns.py"/>
        <source>{path} has no columns of 0 and 1, one a class; its columns: {shown}.</source>
        <translation>{path} 没有每个类别一列的 0 和 1 列；它的列有：{shown}。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/finder.py"/>
        <source>{name} lay in the cache, which was emptied since. Open what the pictures came from, an archive or the sample digits, once more: that brings them back. An archive that was moved or changed since is unpacked to another place: open it together with this table, given as --metadata_path.</source>
        <translation>{name} 原在缓存中，但缓存后来已清空。请重新打开这些图片的来源（压缩包或示例数字图片），即可恢复它们。如果压缩包后来被移动或更改过，它会解压到另一个位置：请打开该压缩包，并同时用 --metadata_path 给出这份表格。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/folders.py"/>
        <source>Beside {join} lie other folders with pictures ({shown}); they were left out.</source>
        <translation>在 {join} 旁边还有含图片的文件夹（{shown}）；它们未计入。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/folders.py"/>
        <source>The folder {name} holds no picture ({what}); it is no class.</source>
        <translation>文件夹 {name} 中没有图片（{what}）；它不是类别。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/folders.py"/>
        <source>class folders</source>
        <translation>类别文件夹</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/folders.py"/>
        <source>folders {join} of class folders</source>
        <translation>类别文件夹的 {join} 文件夹</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/folders.py"/>
        <source>no ending</source>
        <translation>没有扩展名</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/folders.py"/>
        <source>{folder} has no folders train, val or test with class folders in them; it holds {contents}. Give such a folder, or leave --dataset_format at auto.</source>
        <translation>{folder} 中没有含类别文件夹的 train、val 或 test 文件夹；其中有 {contents}。请给出这样的文件夹，或将 --dataset_format 保留为 auto。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/folders.py"/>
        <source>{folder} holds no class folders with pictures; it holds {contents}. Expected: one folder of pictures a class, or train and val folders of such.</source>
        <translation>{folder} 中没有含图片的类别文件夹；其中有 {contents}。应为每个类别一个图片文件夹，或含有这样的 train 和 val 文件夹。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/folders.py"/>
        <source>{folder} holds {loose} pictures but no class folders. Sort the pictures into one folder a class, or say what they are with a table (--metadata_path).</source>
        <translation>{folder} 中有 {loose} 张图片，但没有类别文件夹。请将图片按类别放入各自的文件夹，或用表格（--metadata_path）说明。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/folders.py"/>
        <source>{n} file in class folders has no picture's ending ({kinds}); it was left out.</source>
        <translation>类别文件夹中有 {n} 个文件的扩展名不是图片（{kinds}）；未计入。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/folders.py"/>
        <source>{n} files in class folders have no picture's ending ({kinds}); they were left out.</source>
        <translation>类别文件夹中有 {n} 个文件没有图片的扩展名（{kinds}）；它们未计入。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/folders.py"/>
        <source>{n} files of other kinds</source>
        <translation>{n} 个其他类型的文件</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/folders.py"/>
        <source>{n} picture lies in no class folder, but right in {folder}; it was left out.</source>
        <translation>有 {n} 张图片不在类别文件夹中，而是直接位于 {folder}；未计入。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/folders.py"/>
        <source>{n} pictures lie in no class folder, but right in {folder}; they were left out.</source>
        <translation>{n} 张图片不在类别文件夹中，而是直接位于 {folder}；它们未计入。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/listing.py"/>
        <source>--images_dir: {place} is a file. Expected the folder of the pictures.</source>
        <translation>--images_dir：{place} 是文件。应为图片所在的文件夹。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/listing.py"/>
        <source>Cannot read the folder {folder}: {strerror}. Look at its permissions.</source>
        <translation>无法读取文件夹 {folder}：{strerror}。请检查其权限。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/listing.py"/>
        <source>{current} cannot be read ({value}); what lies in it was left out.</source>
        <translation>{current} 无法读取（{value}）；其中的内容未计入。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/listing.py"/>
        <source>{current} leads back to a folder that is read anyway; it was passed over.</source>
        <translation>{current} 指回一个已经读取的文件夹；已跳过。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/listing.py"/>
        <source>{path} does not exist. In {parent} there are: {value}.</source>
        <translation>{path} 不存在。{parent} 中有：{value}。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/lists.py"/>
        <source>line {number} of {name}</source>
        <translation>{name} 第 {number} 行</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/lists.py"/>
        <source>lists {join}</source>
        <translation>列表 {join}</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/lists.py"/>
        <source>{path} holds no list files. Expected train.txt and val.txt with 'path label' lines.</source>
        <translation>{path} 中没有列表文件。应有 train.txt 和 val.txt，每行为“路径 标签”。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/names.py"/>
        <source>system volume information</source>
        <translation>系统卷信息</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/names.py"/>
        <source>{names} differ only in case or accents: Windows and macOS take them for one file. Rename one.</source>
        <translation>{names} 只有大小写或重音不同：Windows 和 macOS 会把它们当作同一个文件。请重命名其中一个。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/open.py"/>
        <source> for {split}</source>
        <translation> 用于 {split}</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/open.py"/>
        <source>--group_by_parent finds no groups: all pictures lie right in their class folders. It is for folders such as cats/animal_07/1.jpg; use --group_pattern where the file name tells the group.</source>
        <translation>--group_by_parent 没有找到组：所有图片都直接位于其类别文件夹中。它适用于 cats/animal_07/1.jpg 这样的文件夹；如果文件名说明了分组，请使用 --group_pattern。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/open.py"/>
        <source>--group_pattern '{text}' is no regular expression: {error}.</source>
        <translation>--group_pattern '{text}' 不是正则表达式：{error}。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/open.py"/>
        <source>--group_pattern '{text}' matches none of the {n} file names, such as {example}.</source>
        <translation>--group_pattern '{text}' 与 {n} 个文件名都不匹配，例如 {example}。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/open.py"/>
        <source>--group_pattern and --group_by_parent both say what a group is; give one of them.</source>
        <translation>--group_pattern 和 --group_by_parent 都说明什么是组；请只给其中一个。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/open.py"/>
        <source>--group_pattern must name the group's part, as in '{example}'; got '{text}'.</source>
        <translation>--group_pattern 必须指出组的部分，例如 '{example}'；得到的是 '{text}'。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/open.py"/>
        <source>--num_classes is {num_classes}, but the data has {found} classes ({first_names}). Leave the option out, or check the data.</source>
        <translation>--num_classes 是 {num_classes}，但数据有 {found} 个类别（{first_names}）。请去掉该选项，或检查数据。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/open.py"/>
        <source>No data set was given. Say --dataset_path FOLDER, or --dataset_path sample to try the digits.</source>
        <translation>没有给出数据集。请使用 --dataset_path FOLDER，或用 --dataset_path sample 试用数字图片。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/open.py"/>
        <source>{n:,} classes</source>
        <translation>{n:,} 个类别</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/open.py"/>
        <source>{name} was read as {form}, and --images_dir is for the pictures that a table or a list names. Name that one: --metadata_path FILE; or leave --images_dir away.</source>
        <translation>{name} 被读取为{form}，而 --images_dir 用于表格或列表所列出的图片。请指明它：--metadata_path FILE；或不要给出 --images_dir。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/open.py"/>
        <source>{name} was read as {form}, which have no columns for {shown}. Name the table: --metadata_path FILE; or leave the columns away.</source>
        <translation>{name} 被读取为{form}，没有可供 {shown} 使用的列。请指明表格：--metadata_path FILE；或不要给出列。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/open.py"/>
        <source>{name}{use}: {form}; {pictures}, {classes}.</source>
        <translation>{name}{use}：{form}；{pictures}，{classes}。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/open.py"/>
        <source>{n} class</source>
        <translation>{n} 个类别</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/open.py"/>
        <source>{n} file names do not match --group_pattern; each of these pictures is its own group.</source>
        <translation>{n} 个文件名与 --group_pattern 不匹配；这些图片各自成组。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/open.py"/>
        <source>{n} picture</source>
        <translation>{n} 张图片</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/open.py"/>
        <source>{n} pictures lie right in their class's folder; each of these is its own group.</source>
        <translation>{n} 张图片直接位于其类别文件夹中；它们各自成组。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/open.py"/>
        <source>{replaced} {split} pictures of {name} were left out: --{split_2}_path names others.</source>
        <translation>{name} 的 {replaced} 张{split}图片未计入：--{split_2}_path 指定了其他图片。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/part.py"/>
        <source> (and {n} more)</source>
        <translation>（以及另外 {n} 项）</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/part.py"/>
        <source>The class {name} has no picture to learn from.</source>
        <translation>类别 {name} 没有可供学习的图片。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/part.py"/>
        <source>{n} of {n_2} {pictures} of {name} are of classes that are not learned ({names}). Learned are: {join}. Do the places go together?</source>
        <translation>{name} 的 {n_2} {pictures}中有 {n} 张属于不学习的类别（{names}）。学习的类别有：{join}。这些位置是否属于一起？</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/part.py"/>
        <source>{n} picture of the class {name!r} was left out: it is none of the {known} classes that are learned ({shown}).</source>
        <translation>类别 {name!r} 的 {n} 张图片未计入：它不属于所学习的 {known} 个类别（{shown}）。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/part.py"/>
        <source>{n} pictures of the class {name!r} were left out: it is none of the {known} classes that are learned ({shown}).</source>
        <translation>类别 {name!r} 的 {n} 张图片未计入：它不属于所学习的 {known} 个类别（{shown}）。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/part.py"/>
        <source>{split} pictures</source>
        <translation>{split}图片</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/part.py"/>
        <source>{what} holds no pictures. Give a folder or a table that names some.</source>
        <translation>{what} 中没有图片。请给出指明了图片的文件夹或表格。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/part.py"/>
        <source>{what} leaves out every picture that it names: {left_out} Take some of them in again, or give the pictures' folder.</source>
        <translation>{what} 排除了其中列出的每一张图片：{left_out}请重新纳入一些图片，或给出图片所在的文件夹。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/part.py"/>
        <source>{what}: {num_unusable} of {total} rows cannot be used, which is more than half: {join}{more} Check the columns, and --images_dir.</source>
        <translation>{what}：{total} 行中有 {num_unusable} 行无法使用，超过一半：{join}{more} 请检查各列和 --images_dir。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/place.py"/>
        <source>--metadata_path needs the pictures' folder as --dataset_path; {full} is a file.</source>
        <translation>--metadata_path 需要将图片文件夹作为 --dataset_path；{full} 是文件。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/place.py"/>
        <source>Beside {name} lies {shown} without its columns; it was passed over.</source>
        <translation>{name} 旁的 {shown} 缺少它的列，未被读取。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/place.py"/>
        <source>JSON records</source>
        <translation>JSON 记录</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/place.py"/>
        <source>a table (CSV, TSV, XLSX)</source>
        <translation>表格（CSV、TSV、XLSX）</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/place.py"/>
        <source>a table with a column a class</source>
        <translation>每个类别一列的表格</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/place.py"/>
        <source>list files (train.txt, val.txt)</source>
        <translation>列表文件（train.txt、val.txt）</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/place.py"/>
        <source>tables {shown}, each: {form}</source>
        <translation>表格 {shown}，均为{form}</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/place.py"/>
        <source>train and val folders of class folders</source>
        <translation>含类别文件夹的 train 和 val 文件夹</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/place.py"/>
        <source>{folder} does not hold {value}. Give the file, or leave --dataset_format at auto.</source>
        <translation>{folder} 中没有{value}。请给出文件，或将 --dataset_format 保留为 auto。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/place.py"/>
        <source>{folder} holds folders called like splits ({join}), but there are no class folders and no table in {shown}, so that nothing says what the pictures show. Expected: train/CLASS/picture, or a table (--metadata_path). If these folders are the classes, give --dataset_format folders.</source>
        <translation>{folder} 中的文件夹以划分命名（{join}），但 {shown} 中既没有类别文件夹也没有表格，因此无从知道图片的类别。应为 train/类别/图片，或给出表格（--metadata_path）。如果这些文件夹就是类别，请给出 --dataset_format folders。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/place.py"/>
        <source>{folder} holds several tables: {join}. Name one: --metadata_path FILE.</source>
        <translation>{folder} 中有多个表格：{join}。请指定一个：--metadata_path FILE。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/place.py"/>
        <source>{path} is a file of no known form. Expected a folder, a zip archive, a table (.csv, .tsv, .xlsx), a list (.txt) or records (.json, .jsonl).</source>
        <translation>{path} 是未知形式的文件。应为文件夹、zip 压缩包、表格（.csv、.tsv、.xlsx）、列表（.txt）或记录（.json、.jsonl）。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/place.py"/>
        <source>{path} is a file; --dataset_format {form} wants a folder.</source>
        <translation>{path} 是文件；--dataset_format {form} 需要文件夹。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/place.py"/>
        <source>{path} is a single picture; expected a folder with a folder of pictures a class.</source>
        <translation>{path} 是单张图片；应为每个类别一个图片文件夹的文件夹。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/rows.py"/>
        <source>, group {name}</source>
        <translation>，组 {name}</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/rows.py"/>
        <source>, split {name}</source>
        <translation>，划分 {name}</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/rows.py"/>
        <source>Excel table</source>
        <translation>Excel 表格</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/rows.py"/>
        <source>The classes file {path} {what}. Expected one class name a line, in index order.</source>
        <translation>类别文件 {path} {what}。应为每行一个类别名称，按序号排列。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/rows.py"/>
        <source>The classes file: {error}</source>
        <translation>类别文件：{error}</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/rows.py"/>
        <source>The labels of {name} count from 1: 1 is {value}, {n} is {value_2}.</source>
        <translation>{name} 的标签从 1 开始计数：1 是 {value}，{n} 是 {value_2}。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/rows.py"/>
        <source>a column a class ({n})</source>
        <translation>每个类别一列（{n}）</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/rows.py"/>
        <source>class {name}</source>
        <translation>类别 {name}</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/rows.py"/>
        <source>is empty</source>
        <translation>是空的</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/rows.py"/>
        <source>more than one picture in {places} goes by {image}.</source>
        <translation>{places} 中有多张图片名为 {image}。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/rows.py"/>
        <source>names {join} more than once</source>
        <translation>多次出现 {join}</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/rows.py"/>
        <source>there is no picture {image} in {places}.</source>
        <translation>{places} 中没有图片 {image}。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/rows.py"/>
        <source>{kind} (picture {name}, {label}{group}{split})</source>
        <translation>{kind}（图片 {name}，{label}{group}{split}）</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/rows.py"/>
        <source>{n:,} pictures are left out, as the table says.</source>
        <translation>按表格所述，排除 {n:,} 张图片。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/rows.py"/>
        <source>{name} has the labels {join} ({lines}); it was left out.</source>
        <translation>{name} 有标签 {join}（{lines}）；它未计入。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/rows.py"/>
        <source>{name} stands in more than one split: {splits} ({lines}); it was left out.</source>
        <translation>{name} 出现在多个划分中：{splits}（{lines}）；它未计入。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/rows.py"/>
        <source>{n} path does not exist as it is written; the picture was found by its name.</source>
        <translation>{n} 个路径按所写的不存在；已按名称找到图片。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/rows.py"/>
        <source>{n} paths do not exist as they are written; the pictures were found by their names.</source>
        <translation>{n} 个路径按所写的不存在；已按名称找到图片。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/rows.py"/>
        <source>{n} picture is left out, as the table says.</source>
        <translation>按表格所述，排除 {n} 张图片。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/rows.py"/>
        <source>{upper} has {n} cells, the header {num_columns}; is there a comma in a name?</source>
        <translation>{upper} 有 {n} 个单元格，表头有 {num_columns} 个；名称中是否有逗号？</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/rows.py"/>
        <source>{upper} repeats {where}; it was passed over.</source>
        <translation>{upper} 与 {where} 重复；已跳过。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/rows.py"/>
        <source>{upper}: the label {label} is none of the {n} classes' numbers.</source>
        <translation>{upper}：标签 {label} 不是 {n} 个类别的编号。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/rows.py"/>
        <source>{where}: more than one class has a 1 ({shown}).</source>
        <translation>{where}：多个类别为 1（{shown}）。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/rows.py"/>
        <source>{where}: no class has a 1.</source>
        <translation>{where}：没有类别为 1。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/rows.py"/>
        <source>{where}: no picture is named.</source>
        <translation>{where}：没有指明图片。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/rows.py"/>
        <source>{where}: the split {split} is none of train, val and test.</source>
        <translation>{where}：划分 {split} 不是 train、val 或 test。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/rows.py"/>
        <source>{where}: {image} has no label.</source>
        <translation>{where}：{image} 没有标签。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/rows.py"/>
        <source>{where}: {value} is {shown}, expected 1 or 0.</source>
        <translation>{where}：{value} 是 {shown}，应为 1 或 0。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/tables.py"/>
        <source>Cannot read {path}: {strerror}.</source>
        <translation>无法读取 {path}：{strerror}。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/tables.py"/>
        <source>The first sheet of {path} is empty. Expected a table with a row a picture.</source>
        <translation>{path} 的第一个工作表是空的。应为每张图片一行的表格。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/tables.py"/>
        <source>{path} has {value} between its columns, not {value_2}; it was read with them.</source>
        <translation>{path} 的列之间是 {value}，而不是 {value_2}；已按此读取。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/tables.py"/>
        <source>{path} holds no list of records. Expected [{{"path": ..., "label": ...}}, ...].</source>
        <translation>{path} 中没有记录列表。应为 [{{"path": ..., "label": ...}}, ...]。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/tables.py"/>
        <source>{path} holds no records. Expected objects with a path and a label.</source>
        <translation>{path} 中没有记录。应为含有 path 和 label 的对象。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/tables.py"/>
        <source>{path} is an old Excel file, which cannot be read. Save it as .xlsx or .csv.</source>
        <translation>{path} 是旧版 Excel 文件，无法读取。请另存为 .xlsx 或 .csv。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/tables.py"/>
        <source>{path} is empty. Expected a table with a row a picture.</source>
        <translation>{path} 是空的。应为每张图片一行的表格。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/tables.py"/>
        <source>{path} is no Excel file that can be read ({error}). Save it anew as .xlsx or .csv.</source>
        <translation>{path} 不是可以读取的 Excel 文件（{error}）。请重新存为 .xlsx 或 .csv。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/tables.py"/>
        <source>{path} is no JSON ({error}). Expected a list of objects with path and label.</source>
        <translation>{path} 不是 JSON（{error}）。应为含有 path 和 label 的对象列表。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/tables.py"/>
        <source>{path}, line {line}: {error}. Is a quotation mark not closed?</source>
        <translation>{path}，第 {line} 行：{error}。是否有引号没有闭合？</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/text.py"/>
        <source>{name} begins as {encoding} but is damaged ({reason}). Save it anew.</source>
        <translation>{name} 开头是 {encoding} 编码，但已损坏（{reason}）。请重新保存。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/text.py"/>
        <source>{path} is larger than {value} GB; a table of pictures is expected.</source>
        <translation>{path} 大于 {value} GB；应为图片的表格。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/text.py"/>
        <source>{path} is no text file (it holds zero bytes). Expected CSV, TSV, JSON or a list.</source>
        <translation>{path} 不是文本文件（含有零字节）。应为 CSV、TSV、JSON 或列表。</translation>
    </message>
    <message>
        <location filename="../../core/data/sources/text.py"/>
        <source>{path} was read as {encoding}, as it is not UTF-8. If names look wrong, save it as UTF-8.</source>
        <translation>{path} 不是 UTF-8，已按 {encoding} 读取。如果名称显示不正确，请存为 UTF-8。</translation>
    </message>
    <message>
        <location filename="../../core/data/splitting/extend.py"/>
        <source>like {value}</source>
        <translation>类似 {value}</translation>
    </message>
    <message>
        <location filename="../../core/data/splitting/extend.py"/>
        <source>{name} was {before} in the old table and is {value} now.</source>
        <translation>{name} 在旧表格中是 {before}，现在是 {value}。</translation>
    </message>
    <message>
        <location filename="../../core/data/splitting/extend.py"/>
        <source>{n} of the old table's {n_2} pictures are not below {root}, such as {value}. Give the same SOURCE that the table was made from.</source>
        <translation>旧表格的 {n_2} 张图片中有 {n} 张不在 {root} 之下，例如 {value}。请给出生成该表格时的同一个 SOURCE。</translation>
    </message>
    <message>
        <location filename="../../core/data/splitting/extend.py"/>
        <source>{n} pictures of the old table are no longer in the data set; they were left out.</source>
        <translation>旧表格中的 {n} 张图片已不在数据集中；它们未计入。</translation>
    </message>
    <message>
        <location filename="../../core/data/splitting/extend.py"/>
        <source>{value} belongs with old pictures of {both}; it was left out.</source>
        <translation>{value} 与 {both} 的旧图片同属一组；它未计入。</translation>
    </message>
    <message>
        <location filename="../../core/data/splitting/folders.py"/>
        <source>Hard links from {source} to {parent} are not possible (another disk?). Use copy or symlink.</source>
        <translation>无法从 {source} 建立到 {parent} 的硬链接（是否不在同一磁盘？）。请使用 copy 或 symlink。</translation>
    </message>
    <message>
        <location filename="../../core/data/splitting/folders.py"/>
        <source>Symbolic links need a right that this account lacks (Windows: developer mode). Use copy or hardlink.</source>
        <translation>符号链接需要此账户没有的权限（Windows：开发者模式）。请使用 copy 或 hardlink。</translation>
    </message>
    <message>
        <location filename="../../core/data/splitting/folders.py"/>
        <source>The copies need {value} MB; the disk of {parent} has {value_2} MB left. Free some space, or use hardlink or symlink.</source>
        <translation>复制需要 {value} MB；{parent} 所在磁盘只剩 {value_2} MB。请腾出空间，或使用 hardlink 或 symlink。</translation>
    </message>
    <message>
        <location filename="../../core/data/splitting/folders.py"/>
        <source>The disk is full; nothing was left in {parent}. Free some space, or use hardlink or symlink.</source>
        <translation>磁盘已满；{parent} 中没有留下任何内容。请腾出空间，或使用 hardlink 或 symlink。</translation>
    </message>
    <message>
        <location filename="../../core/data/splitting/folders.py"/>
        <source>is a file</source>
        <translation>是文件</translation>
    </message>
    <message>
        <location filename="../../core/data/splitting/folders.py"/>
        <source>is not empty</source>
        <translation>不是空的</translation>
    </message>
    <message>
        <location filename="../../core/data/splitting/folders.py"/>
        <source>{folder} is being written by another process. Wait for it, or choose another folder.</source>
        <translation>另一个进程正在写入 {folder}。请等待它完成，或选择另一个文件夹。</translation>
    </message>
    <message>
        <location filename="../../core/data/splitting/folders.py"/>
        <source>{folder} {what}; nothing is ever overwritten. Choose a folder that does not exist yet.</source>
        <translation>{folder} {what}；任何内容都不会被覆盖。请选择尚不存在的文件夹。</translation>
    </message>
    <message>
        <location filename="../../core/data/splitting/folders.py"/>
        <source>{source} could not be written to its folder: {value}. Nothing was left behind.</source>
        <translation>{source} 无法写入其文件夹：{value}。没有留下任何内容。</translation>
    </message>
    <message>
        <location filename="../../core/data/splitting/folders.py"/>
        <source>{source} could not be written to {target}: {TOO_LONG} Nothing was left behind.</source>
        <translation>{source} 无法写入 {target}：{TOO_LONG}没有留下任何内容。</translation>
    </message>
    <message>
        <location filename="../../core/data/splitting/folders.py"/>
        <source>{source} is gone: it was moved or deleted while the split was made. Nothing was left behind. Split again.</source>
        <translation>{source} 已不存在：划分进行时它被移动或删除了。没有留下任何内容。请重新划分。</translation>
    </message>
    <message>
        <location filename="../../core/data/splitting/folders.py"/>
        <source>{unfinished} is in the way and was not made by Classwise. Move it elsewhere.</source>
        <translation>{unfinished} 占用了位置，而且不是由 Classwise 生成的。请将它移到别处。</translation>
    </message>
    <message>
        <location filename="../../core/data/splitting/folders.py"/>
        <source>{unfinished}, left of an earlier try, cannot be removed. Close the programs that use it.</source>
        <translation>先前尝试留下的 {unfinished} 无法删除。请关闭正在使用它的程序。</translation>
    </message>
    <message>
        <location filename="../../core/data/splitting/folds.py"/>
        <source>--folds must be from 2 to the number of pictures or groups that can be parted, which is {n}; got {num_folds}.</source>
        <translation>--folds 必须在 2 到可拆分的图片或组的数量（{n}）之间；得到的是 {num_folds}。</translation>
    </message>
    <message>
        <location filename="../../core/data/splitting/folds.py"/>
        <source>{name}, fold {n} of {num_folds}</source>
        <translation>{name}，第 {n} 折，共 {num_folds} 折</translation>
    </message>
    <message>
        <location filename="../../core/data/splitting/material.py"/>
        <source> + {n} more, {key}</source>
        <translation> 以及另外 {n} 项，{key}</translation>
    </message>
    <message>
        <location filename="../../core/data/splitting/material.py"/>
        <source>The picture {path} cannot be used: {error}</source>
        <translation>图片 {path} 无法使用：{error}</translation>
    </message>
    <message>
        <location filename="../../core/data/splitting/material.py"/>
        <source>like {key}</source>
        <translation>类似 {key}</translation>
    </message>
    <message>
        <location filename="../../core/data/splitting/material.py"/>
        <source>{name}: {n} of {n_2} pictures cannot be used, more than half: {reasons}</source>
        <translation>{name}：{n_2} 张图片中有 {n} 张无法使用，超过一半：{reasons}</translation>
    </message>
    <message>
        <location filename="../../core/data/splitting/material.py"/>
        <source>{path} has no label.</source>
        <translation>{path} 没有标签。</translation>
    </message>
    <message>
        <location filename="../../core/data/splitting/splitter.py"/>
        <source>No picture of {name}'s {which} can be read. {message}</source>
        <translation>{name} 的{which}图片都无法读取。{message}</translation>
    </message>
    <message>
        <location filename="../../core/data/splitting/splitter.py"/>
        <source>{name} holds {there}, but no pictures to train with. Give train as well.</source>
        <translation>{name} 含有 {there}，但没有可训练的图片。请同时给出 train。</translation>
    </message>
    <message>
        <location filename="../../core/data/splitting/summary.py"/>
        <source>Every class is within one picture of {asked}.</source>
        <translation>每个类别与 {asked} 相差不超过一张图片。</translation>
    </message>
    <message>
        <location filename="../../core/data/splitting/summary.py"/>
        <source>Split: {counts}.</source>
        <translation>划分：{counts}。</translation>
    </message>
    <message>
        <location filename="../../core/data/splitting/summary.py"/>
        <source>Split: {counts}. Kept together: {kept}; the largest unit has {largest:,} pictures.</source>
        <translation>划分：{counts}。放在一起的：{kept}；最大的单元有 {largest:,} 张图片。</translation>
    </message>
    <message>
        <location filename="../../core/data/splitting/summary.py"/>
        <source>The class {names} has no picture in {split}; its figures say nothing of that class.</source>
        <translation>类别 {names} 在{split}中没有图片；该划分的指标无法反映这个类别。</translation>
    </message>
    <message>
        <location filename="../../core/data/splitting/summary.py"/>
        <source>The source's own split is kept: {counts}.</source>
        <translation>保留数据来源自己的划分：{counts}。</translation>
    </message>
    <message>
        <location filename="../../core/data/splitting/summary.py"/>
        <source>Without a picture in {split}: {first_names}.</source>
        <translation>{split} 中没有图片的类别：{first_names}。</translation>
    </message>
    <message>
        <location filename="../../core/data/splitting/summary.py"/>
        <source>{first} and {second}</source>
        <translation>{first}和 {second}</translation>
    </message>
    <message>
        <location filename="../../core/data/splitting/summary.py"/>
        <source>{n:,} groups of two or more pictures</source>
        <translation>{n:,} 个含两张或更多图片的组</translation>
    </message>
    <message>
        <location filename="../../core/data/splitting/summary.py"/>
        <source>{n:,} sets of equal or nearly equal pictures ({pictures:,} pictures)</source>
        <translation>{n:,} 组相同或几乎相同的图片（{pictures:,} 张图片）</translation>
    </message>
    <message>
        <location filename="../../core/data/splitting/summary.py"/>
        <source>{num_off} of {num_cells} counts are a picture or more from {asked}, as groups were kept together; the farthest by {worst} pictures ({where}).</source>
        <translation>由于同组图片放在一起，{num_cells} 个计数中有 {num_off} 个与 {asked} 相差一张或更多；相差最大的是 {worst} 张（{where}）。</translation>
    </message>
    <message>
        <location filename="../../core/data/splitting/summary.py"/>
        <source>{num_off} of {num_cells} counts are a picture or more from {asked}, as the earlier split's pictures stay where they were; the farthest by {worst} pictures ({where}).</source>
        <translation>{num_cells} 个数量中有 {num_off} 个与 {asked} 相差一张图片以上，因为先前划分的图片保持原位；相差最多的为 {worst} 张图片（{where}）。</translation>
    </message>
    <message>
        <location filename="../../core/data/splitting/summary.py"/>
        <source>{n} classes have no picture in {split} ({names}); its figures say nothing of them.</source>
        <translation>有 {n} 个类别在{split}中没有图片（{names}）；该划分的指标无法反映它们。</translation>
    </message>
    <message>
        <location filename="../../core/data/splitting/summary.py"/>
        <source>{n} group of two or more pictures</source>
        <translation>{n} 个含两张或更多图片的组</translation>
    </message>
    <message>
        <location filename="../../core/data/splitting/summary.py"/>
        <source>{n} set of equal or nearly equal pictures ({pictures:,} pictures)</source>
        <translation>{n} 组相同或几乎相同的图片（{pictures:,} 张图片）</translation>
    </message>
    <message>
        <location filename="../../core/data/splitting/table.py"/>
        <source>Cannot read the table of a split {path}: {reason}.</source>
        <translation>无法读取划分表格 {path}：{reason}。</translation>
    </message>
    <message>
        <location filename="../../core/data/splitting/table.py"/>
        <source>the class {label}, which is none of {join}</source>
        <translation>类别 {label}，它不属于 {join}</translation>
    </message>
    <message>
        <location filename="../../core/data/splitting/table.py"/>
        <source>the split {split_name}</source>
        <translation>划分 {split_name}</translation>
    </message>
    <message>
        <location filename="../../core/data/splitting/table.py"/>
        <source>{path} gives {name} {what}. Give the table that was made from this data set.</source>
        <translation>{path} 给 {name} 的是{what}。请给出由此数据集生成的表格。</translation>
    </message>
    <message>
        <location filename="../../core/data/splitting/table.py"/>
        <source>{path} is no table of a split: expected the columns {join}, found {value}.</source>
        <translation>{path} 不是划分表格：应有的列为 {join}，找到的是 {value}。</translation>
    </message>
    <message>
        <location filename="../../core/data/transforms.py"/>
        <source>whole, {needed_size} in {decode_size}, {in_channels}</source>
        <translation>完整，{decode_size} 中的 {needed_size}，{in_channels}</translation>
    </message>
    <message>
        <location filename="../../core/devices.py"/>
        <source>--device mps: this machine has no Apple GPU that torch can use. Give --device cpu.</source>
        <translation>--device mps：这台计算机没有 torch 可用的 Apple GPU。请使用 --device cpu。</translation>
    </message>
    <message>
        <location filename="../../core/devices.py"/>
        <source>--device must be auto, cpu, cuda, cuda:N or mps; got {name}.</source>
        <translation>--device 必须是 auto、cpu、cuda、cuda:N 或 mps；得到的是 {name}。</translation>
    </message>
    <message>
        <location filename="../../core/devices.py"/>
        <source>--device {device}: this machine has {count} visible GPUs, numbered from 0.</source>
        <translation>--device {device}：这台计算机有 {count} 个可见的 GPU，从 0 开始编号。</translation>
    </message>
    <message>
        <location filename="../../core/devices.py"/>
        <source>--device {device}: {reason}. Give --device cpu, or see python -m app doctor.</source>
        <translation>--device {device}：{reason}。请使用 --device cpu，或查看 python -m app doctor。</translation>
    </message>
    <message>
        <location filename="../../core/devices.py"/>
        <source>--device {device}: {reason}. {OTHER_TORCH}, or give --device cpu.</source>
        <translation>--device {device}：{reason}。{OTHER_TORCH}，或使用 --device cpu。</translation>
    </message>
    <message>
        <location filename="../../core/devices.py"/>
        <source>--gpu takes numbers of GPUs, such as 0 or 0,1; got {text}.</source>
        <translation>--gpu 应为 GPU 编号，例如 0 或 0,1；得到的是 {text}。</translation>
    </message>
    <message>
        <location filename="../../core/devices.py"/>
        <source>--gpu {text}: there is no GPU {value}; this machine {there}. Leave --gpu away, or see python -m app doctor.</source>
        <translation>--gpu {text}：没有 GPU {value}；这台计算机{there}。请去掉 --gpu，或查看 python -m app doctor。</translation>
    </message>
    <message>
        <location filename="../../core/devices.py"/>
        <source>--precision fp16 needs a GPU. Give --precision bf16 or fp32 on the CPU.</source>
        <translation>--precision fp16 需要 GPU。在 CPU 上请使用 --precision bf16 或 fp32。</translation>
    </message>
    <message>
        <location filename="../../core/devices.py"/>
        <source>--precision must be auto, fp32, bf16 or fp16; got {name}.</source>
        <translation>--precision 必须是 auto、fp32、bf16 或 fp16；现在是 {name}。</translation>
    </message>
    <message>
        <location filename="../../core/devices.py"/>
        <source>Apple GPU</source>
        <translation>Apple GPU</translation>
    </message>
    <message>
        <location filename="../../core/devices.py"/>
        <source>CPU, {num_cores} cores</source>
        <translation>CPU，{num_cores} 核</translation>
    </message>
    <message>
        <location filename="../../core/devices.py"/>
        <source>Install another version of torch (older for old GPUs, newer for new ones)</source>
        <translation>请安装其他版本的 torch（旧 GPU 用旧版本，新 GPU 用新版本）</translation>
    </message>
    <message>
        <location filename="../../core/devices.py"/>
        <source>Memory ran out on {device} with {batch_size} pictures a batch. {advice}</source>
        <translation>{device} 在每批 {batch_size} 张图片时内存不足。{advice}</translation>
    </message>
    <message>
        <location filename="../../core/devices.py"/>
        <source>The GPU is not used: {reason}. {OTHER_TORCH}.</source>
        <translation>未使用 GPU：{reason}。{OTHER_TORCH}。</translation>
    </message>
    <message>
        <location filename="../../core/devices.py"/>
        <source>Try --batch_size {value}.</source>
        <translation>请试试 --batch_size {value}。</translation>
    </message>
    <message>
        <location filename="../../core/devices.py"/>
        <source>Try a smaller --input_shape or --model.</source>
        <translation>请试试更小的 --input_shape 或 --model。</translation>
    </message>
    <message>
        <location filename="../../core/devices.py"/>
        <source>has none that torch can use</source>
        <translation>没有 torch 可用的 GPU</translation>
    </message>
    <message>
        <location filename="../../core/devices.py"/>
        <source>has one that torch can use, number 0</source>
        <translation>有一个 torch 可用的 GPU，编号为 0</translation>
    </message>
    <message>
        <location filename="../../core/devices.py"/>
        <source>has {count} that torch can use, numbered 0 to {n}</source>
        <translation>有 {count} 个 torch 可用的 GPU，编号为 0 到 {n}</translation>
    </message>
    <message>
        <location filename="../../core/devices.py"/>
        <source>this torch was built without CUDA</source>
        <translation>此 torch 不含 CUDA 支持</translation>
    </message>
    <message>
        <location filename="../../core/devices.py"/>
        <source>torch finds no NVIDIA GPU</source>
        <translation>torch 没有找到 NVIDIA GPU</translation>
    </message>
    <message>
        <location filename="../../core/devices.py"/>
        <source>{get_device_name} is {arch}, and this torch is built for {join}</source>
        <translation>{get_device_name} 的架构是 {arch}，而此 torch 是为 {join} 构建的</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/comparison.py"/>
        <source>Evaluating {n} of {n_2}</source>
        <translation>正在评估第 {n} 个，共 {n_2} 个</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/comparison.py"/>
        <source>None of the {n} pictures of {name} can be judged by all: {int} were used in training one of the models. Choose pictures that none was trained with, such as a val or test split that all share, or another folder.</source>
        <translation>{name} 的 {n} 张图片都不能由所有模型评判：其中 {int} 张曾用于训练某个模型。请选择没有用于训练任何模型的图片，例如共有的验证集或测试集，或其他文件夹。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/comparison.py"/>
        <source>Stopped as asked; the models were not compared.</source>
        <translation>已按要求停止；没有比较模型。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/definitions.py"/>
        <source>95 % interval: percentile bootstrap with 1,000 resamples of these pictures (for AUROC drawn within each true class). It tells how far chance in the choice of these pictures goes, not how the network does on pictures of another kind. Without any mistake it has no width; that is no certainty.</source>
        <translation>95 % 区间：对这些图片进行 1,000 次重抽样的百分位自助法（AUROC 在每个真实类别内抽样）。它说明选取这些图片的偶然性有多大，而不是网络在其他类型图片上的表现。没有任何错误时区间没有宽度；这并不表示确定无疑。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/definitions.py"/>
        <source>Agreement of truth and prediction beyond what chance would give (unweighted): 1 is perfect, 0 chance.</source>
        <translation>真实与预测的一致程度中超出偶然的部分（不加权）：1 为完全一致，0 为偶然。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/definitions.py"/>
        <source>Area under the ROC curve: the chance that a picture of a class has a higher score for it than a picture of another class. Taken for each class against the rest, then the mean (macro). 0.5 is guessing, 1 is perfect; no threshold is involved.</source>
        <translation>ROC 曲线下面积：某类别的图片在该类别上的得分高于其他类别图片的概率。每个类别与其余类别比较，再取平均（宏平均）。0.5 相当于猜测，1 为完全正确；与阈值无关。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/definitions.py"/>
        <source>As macro F1, but each class weighted by its number of pictures.</source>
        <translation>同宏平均 F1，但每个类别按其图片数加权。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/definitions.py"/>
        <source>As macro F1, with recall weighted beta times as high as precision; beta stands beside the figure.</source>
        <translation>同宏平均 F1，但召回率的权重是精确率的 beta 倍；beta 标在指标旁边。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/definitions.py"/>
        <source>As macro precision, but each class weighted by its number of pictures.</source>
        <translation>同宏平均精确率，但每个类别按其图片数加权。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/definitions.py"/>
        <source>As macro recall, but each class weighted by its number of pictures; the same as accuracy.</source>
        <translation>同宏平均召回率，但每个类别按其图片数加权；与准确率相同。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/definitions.py"/>
        <source>Calibration error</source>
        <translation>校准误差</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/definitions.py"/>
        <source>Cohen's kappa</source>
        <translation>Cohen's kappa</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/definitions.py"/>
        <source>Expected calibration error: how far the best score lies from the share of right answers, on average (L1, 15 equal bins of the best score). 0: of the answers with score 0.8, 80 % are right.</source>
        <translation>期望校准误差：最高得分与正确率之间的平均差距（L1，最高得分分为 15 个等宽区间）。0：得分为 0.8 的回答中有 80 % 正确。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/definitions.py"/>
        <source>Expected calibration error: how far the best score lies from the share of right answers, on average (L1, {NUM_CALIBRATION_BINS} equal bins of the best score). 0: of the answers with score 0.8, 80 % are right.</source>
        <translation>期望校准误差：最高得分与正确率之间的平均差距（L1，最高得分分为 {NUM_CALIBRATION_BINS} 个等宽区间）。0：得分为 0.8 的回答中有 80 % 正确。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/definitions.py"/>
        <source>F1 of the positive class</source>
        <translation>阳性类别的 F1</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/definitions.py"/>
        <source>Hamming distance</source>
        <translation>汉明距离</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/definitions.py"/>
        <source>Harmonic mean of sensitivity and positive predictive value.</source>
        <translation>灵敏度和阳性预测值的调和平均数。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/definitions.py"/>
        <source>Macro F-beta</source>
        <translation>宏平均 F-beta</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/definitions.py"/>
        <source>Macro Jaccard index</source>
        <translation>宏平均 Jaccard 指数</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/definitions.py"/>
        <source>Macro means are over the classes that occur among the judged pictures. A dash stands where these pictures cannot give a figure.</source>
        <translation>宏平均只计入所评估图片中出现的类别。这些图片无法得出的指标以短横线表示。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/definitions.py"/>
        <source>Macro precision</source>
        <translation>宏平均精确率</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/definitions.py"/>
        <source>Macro recall</source>
        <translation>宏平均召回率</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/definitions.py"/>
        <source>Macro specificity</source>
        <translation>宏平均特异度</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/definitions.py"/>
        <source>Matthews correlation coefficient of truth and prediction, over all classes at once: 1 is perfect, 0 no better than chance, -1 all wrong of two classes.</source>
        <translation>真实与预测的 Matthews 相关系数，所有类别一并计算：1 为完全正确，0 与偶然水平相当，两个类别全部判错时为 -1。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/definitions.py"/>
        <source>Mean over the classes of F1, the harmonic mean of precision and recall.</source>
        <translation>各类别 F1（精确率和召回率的调和平均数）的平均值。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/definitions.py"/>
        <source>Mean over the classes of the share of each class's pictures that were found; the same as balanced accuracy.</source>
        <translation>各类别图片被找出比例的平均值；与平衡准确率相同。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/definitions.py"/>
        <source>Mean over the classes of the share of each class's pictures that were predicted rightly (macro recall): every class counts the same.</source>
        <translation>各类别图片预测正确比例的平均值（宏平均召回率）：每个类别同等重要。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/definitions.py"/>
        <source>Mean over the classes of the share of right ones among the pictures predicted as that class; 0 for a class that is never predicted.</source>
        <translation>预测为某类别的图片中正确的比例，对各类别取平均；从未预测的类别记为 0。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/definitions.py"/>
        <source>Mean over the classes of the share of the other classes' pictures that were not taken for that class.</source>
        <translation>其他类别的图片没有被误认为该类别的比例，对各类别取平均。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/definitions.py"/>
        <source>Mean over the classes of: rightly predicted pictures of the class, divided by all that are of it or were predicted as it.</source>
        <translation>某类别预测正确的图片数，除以属于该类别或预测为该类别的图片数，对各类别取平均。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/definitions.py"/>
        <source>Negative predictive value</source>
        <translation>阴性预测值</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/definitions.py"/>
        <source>Positive predictive value</source>
        <translation>阳性预测值</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/definitions.py"/>
        <source>Sensitivity</source>
        <translation>灵敏度</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/definitions.py"/>
        <source>Share of right ones among the pictures predicted negative. It depends on how common the positive class is here.</source>
        <translation>预测为阴性的图片中正确的比例。它取决于阳性类别在这里有多常见。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/definitions.py"/>
        <source>Share of right ones among the pictures predicted positive (precision). It depends on how common the positive class is here.</source>
        <translation>预测为阳性的图片中正确的比例（精确率）。它取决于阳性类别在这里有多常见。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/definitions.py"/>
        <source>Share of the negative class's pictures that were predicted negative.</source>
        <translation>阴性类别的图片中预测为阴性的比例。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/definitions.py"/>
        <source>Share of the pictures whose class was predicted rightly (micro: every picture counts the same). It misleads where one class is much larger than the others.</source>
        <translation>类别预测正确的图片比例（微平均：每张图片同等重要）。如果某个类别比其他类别大得多，它会产生误导。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/definitions.py"/>
        <source>Share of the pictures whose class was predicted wrongly (micro): 1 - accuracy.</source>
        <translation>类别预测错误的图片比例（微平均）：1 - 准确率。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/definitions.py"/>
        <source>Share of the positive class's pictures that were predicted positive (recall of the positive class).</source>
        <translation>阳性类别的图片中预测为阳性的比例（阳性类别的召回率）。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/definitions.py"/>
        <source>Threshold: the positive class is predicted where its score is at least the threshold. Youden's is the one with the highest sensitivity + specificity - 1 on the val pictures.</source>
        <translation>阈值：得分不低于阈值时预测为阳性类别。约登阈值是使验证集图片上“灵敏度 + 特异度 - 1”最大的阈值。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/definitions.py"/>
        <source>Weighted F1</source>
        <translation>加权 F1</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/definitions.py"/>
        <source>Weighted precision</source>
        <translation>加权精确率</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/definitions.py"/>
        <source>Weighted recall</source>
        <translation>加权召回率</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/evaluate.py"/>
        <source>Youden's on these pictures: optimistic</source>
        <translation>这些图片上的约登阈值：偏乐观</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/evaluate.py"/>
        <source>Youden's on val, used here</source>
        <translation>验证集上的约登阈值，此处使用</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/evaluate.py"/>
        <source>given, used here</source>
        <translation>指定值，此处使用</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/evaluate.py"/>
        <source>the better score, used here</source>
        <translation>得分较高者，此处使用</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/heatmap.py"/>
        <source>Heatmaps need a network's inner layers, which an ONNX file does not give. Open the model file (.pth) that it was exported from.</source>
        <translation>热力图需要网络的内部层，而 ONNX 文件不提供。请打开导出它的模型文件 (.pth)。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/heatmap.py"/>
        <source>Heatmaps need the package grad-cam, which cannot be imported ({reason}). Install it: python -m pip install grad-cam</source>
        <translation>热力图需要软件包 grad-cam，但它无法导入（{reason}）。安装方法：python -m pip install grad-cam</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/heatmap.py"/>
        <source>The network {name} has no layer that keeps the picture's places apart, so there is no heatmap for it.</source>
        <translation>网络 {name} 没有保留图片位置信息的层，因此没有它的热力图。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/judging.py"/>
        <source> If they have other names, give --class_map OLD=NEW ...</source>
        <translation>如果它们有其他名称，请使用 --class_map OLD=NEW ...</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/judging.py"/>
        <source> Some differ in spelling only; give: --class_map {words}</source>
        <translation>有些只是拼写不同；请使用：--class_map {words}</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/judging.py"/>
        <source>No picture is of a class that the model knows ({known}); they are of {found}.</source>
        <translation>没有图片属于模型认识的类别（{known}）；它们属于 {found}。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/judging.py"/>
        <source>None of the {n} pictures could be read; the first: {value}</source>
        <translation>{n} 张图片都无法读取；第一张：{value}</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/judging.py"/>
        <source>The network answers with scores that are not numbers. The model file is of a training that went wrong; use one of an earlier epoch.</source>
        <translation>网络给出的得分不是数字。该模型文件来自出了问题的训练；请使用更早轮次的模型文件。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/judging.py"/>
        <source>The pictures have no labels, so nothing can be judged. Give pictures in a folder a class, or use predict.</source>
        <translation>图片没有标签，因此无法评估。请给出按类别放在文件夹中的图片，或使用 predict。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/judging.py"/>
        <source>The prediction of {path} has {n} scores; expected one of each of the {n_2} classes, in their order.</source>
        <translation>{path} 的预测有 {n} 个得分；应为 {n_2} 个类别各一个，并按其顺序排列。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/judging.py"/>
        <source>There are no pictures to judge. Give a folder with one folder of pictures a class.</source>
        <translation>没有可评估的图片。请给出每个类别一个图片文件夹的文件夹。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/metrics.py"/>
        <source>The figures need the package torchmetrics, which cannot be imported ({reason}). python -m app doctor says which package to mend; then evaluate the model.</source>
        <translation>计算指标需要 torchmetrics 包，但它无法导入（{reason}）。python -m app doctor 会说明需要修复哪个包；然后请评估模型。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/notes.py"/>
        <source>1 picture could not be read and is in no figure; it is listed with its reason.</source>
        <translation>1 张图片无法读取，不计入任何指标；它及其原因已列出。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/notes.py"/>
        <source>1 picture without a label is in no figure.</source>
        <translation>1 张没有标签的图片不计入任何指标。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/notes.py"/>
        <source>All {n:,} pictures were used in training (to train or to choose the best epoch), so these figures are too good.</source>
        <translation>全部 {n:,} 张图片都曾用于训练（训练或选择最佳轮次），因此这些指标偏高。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/notes.py"/>
        <source>Judge the model on other pictures.</source>
        <translation>请用其他图片评估模型。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/notes.py"/>
        <source>No judged picture is of the model's class {names}; {others}.</source>
        <translation>所评估的图片中没有模型的类别 {names}；{others}。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/notes.py"/>
        <source>No judged picture is of the model's classes {names}; {others}.</source>
        <translation>所评估的图片中没有模型的类别 {names}；{others}。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/notes.py"/>
        <source>No mistake among the {n:,} pictures of {name}: the true share of mistakes with such pictures may still be as high as about {bound:.1%}.</source>
        <translation>{name} 的 {n:,} 张图片中没有错误：此类图片真实的错误比例仍可能高达约 {bound:.1%}。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/notes.py"/>
        <source>No mistake among {n:,} pictures: the true share of mistakes may still be as high as about {bound:.1%}.</source>
        <translation>{n:,} 张图片中没有错误：真实的错误比例仍可能高达约 {bound:.1%}。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/notes.py"/>
        <source>No mistake with 1 picture: the true share of mistakes may still be as high as about {bound:.1%}.</source>
        <translation>1 张图片没有错误：真实的错误比例仍可能高达约 {bound:.1%}。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/notes.py"/>
        <source>No mistake with the only picture of {name}: the true share of mistakes with such pictures may still be as high as about {bound:.1%}.</source>
        <translation>{name} 仅有的 1 张图片没有错误：此类图片真实的错误比例仍可能高达约 {bound:.1%}。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/notes.py"/>
        <source>None of these pictures was used in training.</source>
        <translation>这些图片都没有用于训练。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/notes.py"/>
        <source>The model does not know the true class of some pictures: {names}. They are in no figure; counted as mistakes, the accuracy would be {accuracy:.4f}.</source>
        <translation>模型不认识一些图片的真实类别：{names}。它们不计入任何指标；如果算作错误，准确率为 {accuracy:.4f}。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/notes.py"/>
        <source>The model file does not say which pictures it was trained on; figures on those would be too good.</source>
        <translation>模型文件没有说明它用哪些图片训练；在那些图片上的指标会偏高。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/notes.py"/>
        <source>The only picture was used in training (to train or to choose the best epoch), so these figures are too good.</source>
        <translation>唯一的这张图片曾用于训练（训练或选择最佳轮次），因此这些指标偏高。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/notes.py"/>
        <source>The threshold was chosen on the judged pictures, so every figure that depends on it (accuracy, sensitivity, specificity and the like) is optimistic.</source>
        <translation>阈值是在所评估的图片上选择的，因此取决于它的所有指标（准确率、灵敏度、特异度等）都偏乐观。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/notes.py"/>
        <source>means are over the {n} that occur</source>
        <translation>平均值只计入出现的 {n} 个类别</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/notes.py"/>
        <source>the figures are of the only class that occurs</source>
        <translation>各项指标只针对唯一出现的类别</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/notes.py"/>
        <source>{n:,} of these pictures were used in training; the first figures are on the other {judged:,}.</source>
        <translation>其中 {n:,} 张图片曾用于训练；首批指标基于其余 {judged:,} 张。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/notes.py"/>
        <source>{n:,} pictures could not be read and are in no figure; they are listed with their reasons.</source>
        <translation>{n:,} 张图片无法读取，不计入任何指标；它们及原因已列出。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/notes.py"/>
        <source>{n:,} pictures without a label are in no figure.</source>
        <translation>{n:,} 张没有标签的图片不计入任何指标。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/notes.py"/>
        <source>{name} ({n:,} pictures)</source>
        <translation>{name}（{n:,} 张图片）</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/notes.py"/>
        <source>{name} ({n} picture)</source>
        <translation>{name}（{n} 张图片）</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/notes.py"/>
        <source>{n} of these pictures was used in training; the first figures are on the other {judged:,}.</source>
        <translation>其中 {n} 张图片曾用于训练；首批指标基于其余 {judged:,} 张。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/pictures.py"/>
        <source>No pictures were given, and the model does not lie in a run folder that names its own. Give a folder with one folder of pictures a class.</source>
        <translation>没有给出图片，而且模型不在指明了自己图片的训练记录文件夹中。请给出每个类别一个图片文件夹的文件夹。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/pictures.py"/>
        <source>The pictures of the run {run} are not in {folder} any more. Give the folder that they are in now.</source>
        <translation>训练记录 {run} 的图片已不在 {folder} 中。请给出它们现在所在的文件夹。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/pictures.py"/>
        <source>The run {run_dir} has no {chosen} pictures. Give another split, or a folder of pictures.</source>
        <translation>训练记录 {run_dir} 没有{chosen}图片。请给出另一个划分，或给出图片文件夹。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/pictures.py"/>
        <source>There is no run folder {run_dir}; it was moved or deleted. Give another run.</source>
        <translation>没有训练记录文件夹 {run_dir}；它已被移动或删除。请给出其他训练记录。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/pictures.py"/>
        <source>{value} has no split of its own, and the model's run does not name its pictures as {split}. Give no split, to judge all of them.</source>
        <translation>{value} 没有自己的划分，而且模型的训练记录没有将其图片列为 {split}。不给出划分即可评估全部图片。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/pictures.py"/>
        <source>{value} has no {split} split; it has {there}. Give one of these, or no split, to judge all pictures.</source>
        <translation>{value} 没有 {split} 划分；它有 {there}。请给出其中之一；不给出则评估全部图片。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/pictures.py"/>
        <source>{value} holds no pictures. Give a folder with one folder of pictures a class.</source>
        <translation>{value} 中没有图片。请给出每个类别一个图片文件夹的文件夹。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/run.py"/>
        <source>--class_map names {name_list}, which the source does not have.</source>
        <translation>--class_map 指定了 {name_list}，而数据来源中没有。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/run.py"/>
        <source>--decision_threshold must be a number from 0 to 1, or {BEST_THRESHOLD}; got {given}.</source>
        <translation>--decision_threshold 必须是 0 到 1 之间的数，或 {BEST_THRESHOLD}；得到的是 {given}。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/run.py"/>
        <source>--positive_class and --decision_threshold are for models of two classes; this one has {n}. Leave them away.</source>
        <translation>--positive_class 和 --decision_threshold 用于两个类别的模型；此模型有 {n} 个类别。请去掉它们。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/run.py"/>
        <source>--positive_class must be one of {name_list}; got {positive_name}.</source>
        <translation>--positive_class 必须是 {name_list} 之一；得到的是 {positive_name}。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/run.py"/>
        <source>Another process writes into {path}. Wait for it, or give another folder.</source>
        <translation>另一个进程正在写入 {path}。请等待它完成，或指定另一个文件夹。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/run.py"/>
        <source>Cannot write into {path}: a file of that name is there. Give another folder.</source>
        <translation>无法写入 {path}：已有同名文件。请给出其他文件夹。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/run.py"/>
        <source>Computing and drawing the figures</source>
        <translation>正在计算并绘制各项指标</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/run.py"/>
        <source>Predicting</source>
        <translation>正在预测</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/run.py"/>
        <source>The folder {folder} holds files already, and nothing is overwritten. Give a new folder.</source>
        <translation>文件夹 {folder} 中已有文件，不会覆盖任何内容。请指定一个新文件夹。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/run.py"/>
        <source>The model does not know the classes {name_list}: their pictures are predicted, but are in no figure.{suggestion}</source>
        <translation>模型不认识类别 {name_list}：会预测它们的图片，但不计入任何指标。{suggestion}</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/run.py"/>
        <source>{old} in the source counts as the model's {new}.</source>
        <translation>数据来源中的 {old} 算作模型的 {new}。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/stored.py"/>
        <source>The predictions kept in {folder} cannot be read ({reason}). Evaluate again.</source>
        <translation>保存在 {folder} 中的预测结果无法读取（{reason}）。请重新评估。</translation>
    </message>
    <message>
        <location filename="../../core/evaluation/stored.py"/>
        <source>{folder} holds no evaluation that can be read.</source>
        <translation>{folder} 中没有可读取的评估结果。</translation>
    </message>
    <message>
        <location filename="../../core/inference/forms.py"/>
        <source>tried on this CPU: {seconds}</source>
        <translation>在此 CPU 上试过：{seconds}</translation>
    </message>
    <message>
        <location filename="../../core/inference/forms.py"/>
        <source>{name}, convolutions fused</source>
        <translation>{name}，卷积已融合</translation>
    </message>
    <message>
        <location filename="../../core/inference/forms.py"/>
        <source>{precision}, batch norm folded</source>
        <translation>{precision}，批归一化已合并</translation>
    </message>
    <message>
        <location filename="../../core/inference/inputs.py"/>
        <source>There is no file or folder {name}. Give pictures, folders, a list file, or - for names.</source>
        <translation>没有文件或文件夹 {name}。请给出图片、文件夹、列表文件，或用 - 输入名称。</translation>
    </message>
    <message>
        <location filename="../../core/inference/inputs.py"/>
        <source>{folder} cannot be read ({value}); what lies in it was left out.</source>
        <translation>{folder} 无法读取（{value}）；其中的内容未计入。</translation>
    </message>
    <message>
        <location filename="../../core/inference/inputs.py"/>
        <source>{folder} holds copies that a sorting into folders made; it was passed over.</source>
        <translation>{folder} 中是分类到文件夹时生成的副本，已跳过。</translation>
    </message>
    <message>
        <location filename="../../core/inference/inputs.py"/>
        <source>{name} is neither a picture nor a list. Give a folder of pictures, or a .txt file with a name a line; python -m app evaluate reads tables, records and archives.</source>
        <translation>{name} 既不是图片也不是列表。请给出图片文件夹，或每行一个名称的 .txt 文件；python -m app evaluate 可以读取表格、记录和压缩包。</translation>
    </message>
    <message>
        <location filename="../../core/inference/inputs.py"/>
        <source>{option} {output} is or holds the folder of pictures to predict ({source}), so that copies would land among them. Give another folder.</source>
        <translation>{option} {output} 就是待预测图片的文件夹（{source}），或包含该文件夹，副本会混入这些图片之中。请给出其他文件夹。</translation>
    </message>
    <message>
        <location filename="../../core/inference/onnx_export.py"/>
        <source>--opset must be from {OLDEST_OPSET} to {newest}, the newest one that the installed onnx knows; got {opset}.</source>
        <translation>--opset 必须在 {OLDEST_OPSET} 到 {newest}（已安装的 onnx 所支持的最新版本）之间；得到的是 {opset}。</translation>
    </message>
    <message>
        <location filename="../../core/inference/onnx_export.py"/>
        <source>Cannot write {output}: a folder of that name is there. Give a file's name.</source>
        <translation>无法写入 {output}：已有同名文件夹。请给出文件名。</translation>
    </message>
    <message>
        <location filename="../../core/inference/onnx_export.py"/>
        <source>Exporting needs onnx, onnxscript and onnxruntime ({error}). Run: python -m pip install -r requirements-export.txt</source>
        <translation>导出需要 onnx、onnxscript 和 onnxruntime（{error}）。请运行：python -m pip install -r requirements-export.txt</translation>
    </message>
    <message>
        <location filename="../../core/inference/onnx_export.py"/>
        <source>The ONNX form of {model} gives other scores (by {difference}; allowed are {TOLERANCE}), so it was not kept. Another opset may do.</source>
        <translation>{model} 的 ONNX 形式给出的得分不同（相差 {difference}；允许 {TOLERANCE}），因此没有保留。其他 opset 或许可行。</translation>
    </message>
    <message>
        <location filename="../../core/inference/onnx_export.py"/>
        <source>The network is too large for one ONNX file ({value} GB; at most 2 GB).</source>
        <translation>网络太大，无法存入一个 ONNX 文件（{value} GB；最多 2 GB）。</translation>
    </message>
    <message>
        <location filename="../../core/inference/onnx_export.py"/>
        <source>The output of an export must end in .onnx. Got {name}.</source>
        <translation>导出文件必须以 .onnx 结尾。得到的是 {name}。</translation>
    </message>
    <message>
        <location filename="../../core/inference/onnx_export.py"/>
        <source>torch {version__} does not go with the installed onnxscript ({error}). Run: python -m pip install --upgrade -r requirements-export.txt</source>
        <translation>torch {version__} 与已安装的 onnxscript 不匹配（{error}）。请运行：python -m pip install --upgrade -r requirements-export.txt</translation>
    </message>
    <message>
        <location filename="../../core/inference/onnx_export.py"/>
        <source>{model} cannot be written with opset {opset}, only with {written}. Give that one.</source>
        <translation>{model} 无法以 opset {opset} 写出，只能用 {written}。请给出该版本。</translation>
    </message>
    <message>
        <location filename="../../core/inference/onnx_export.py"/>
        <source>{model} cannot be written with opset {opset}.</source>
        <translation>{model} 无法用 opset {opset} 写出。</translation>
    </message>
    <message>
        <location filename="../../core/inference/onnx_export.py"/>
        <source>{model} cannot be written with opset {opset}: {reason}</source>
        <translation>{model} 无法用 opset {opset} 写出：{reason}</translation>
    </message>
    <message>
        <location filename="../../core/inference/onnx_export.py"/>
        <source>{output} exists already. Give another name, or --overwrite to replace it.</source>
        <translation>{output} 已存在。请给出其他名称，或用 --overwrite 替换它。</translation>
    </message>
    <message>
        <location filename="../../core/inference/onnx_export.py"/>
        <source>{path} is not used for the check: {error}</source>
        <translation>{path} 未用于检查：{error}</translation>
    </message>
    <message>
        <location filename="../../core/inference/onnx_model.py"/>
        <source>ONNX files need onnxruntime ({error}). Run: python -m pip install -r requirements-export.txt</source>
        <translation>ONNX 文件需要 onnxruntime（{error}）。请运行：python -m pip install -r requirements-export.txt</translation>
    </message>
    <message>
        <location filename="../../core/inference/onnx_model.py"/>
        <source>There is no model file {path}. Give an .onnx or .pth file or a run folder.</source>
        <translation>没有模型文件 {path}。请给出 .onnx 或 .pth 文件，或训练记录文件夹。</translation>
    </message>
    <message>
        <location filename="../../core/inference/onnx_model.py"/>
        <source>onnxruntime, fp32</source>
        <translation>onnxruntime，fp32</translation>
    </message>
    <message>
        <location filename="../../core/inference/onnx_model.py"/>
        <source>{path} has damaged metadata ({error}). Export it again.</source>
        <translation>{path} 的元数据已损坏（{error}）。请重新导出。</translation>
    </message>
    <message>
        <location filename="../../core/inference/onnx_model.py"/>
        <source>{path} has damaged metadata: {error} Export it again.</source>
        <translation>{path} 的元数据已损坏：{error} 请重新导出。</translation>
    </message>
    <message>
        <location filename="../../core/inference/onnx_model.py"/>
        <source>{path} holds no classes and no preprocessing: it was not written by python -m app export. Export it from its model file.</source>
        <translation>{path} 中没有类别和预处理信息：它不是由 python -m app export 写出的。请从其模型文件导出。</translation>
    </message>
    <message>
        <location filename="../../core/inference/onnx_model.py"/>
        <source>{path} is damaged or no ONNX file ({reason}). Export it again.</source>
        <translation>{path} 已损坏或不是 ONNX 文件（{reason}）。请重新导出。</translation>
    </message>
    <message>
        <location filename="../../core/inference/onnx_model.py"/>
        <source>{path} was written by a newer Classwise. Update Classwise.</source>
        <translation>{path} 由更新版本的 Classwise 写出。请更新 Classwise。</translation>
    </message>
    <message>
        <location filename="../../core/inference/predictor.py"/>
        <source>An ONNX file runs on the CPU in fp32. Leave --device and --precision away.</source>
        <translation>ONNX 文件在 CPU 上以 fp32 运行。请去掉 --device 和 --precision。</translation>
    </message>
    <message>
        <location filename="../../core/inference/predictor.py"/>
        <source>The network's result is not a number: its weights may be damaged.</source>
        <translation>网络的结果不是数字：其权重可能已损坏。</translation>
    </message>
    <message>
        <location filename="../../core/inference/predictor.py"/>
        <source>batch_size and num_threads must be at least 1, or 0 for what suits the machine; got {batch_size} and {num_threads}.</source>
        <translation>batch_size 和 num_threads 必须至少为 1，或为 0（由机器决定）；得到 {batch_size} 和 {num_threads}。</translation>
    </message>
    <message>
        <location filename="../../core/inference/result_writer.py"/>
        <source>Cannot go on from {path}: it holds no results of this form. Give another name, or --overwrite to replace it.</source>
        <translation>无法从 {path} 继续：其中没有这种格式的结果。请给出其他名称，或用 --overwrite 替换它。</translation>
    </message>
    <message>
        <location filename="../../core/inference/result_writer.py"/>
        <source>exists already</source>
        <translation>已存在</translation>
    </message>
    <message>
        <location filename="../../core/inference/result_writer.py"/>
        <source>exists by now</source>
        <translation>现在已存在</translation>
    </message>
    <message>
        <location filename="../../core/inference/result_writer.py"/>
        <source>is being written by another run</source>
        <translation>正由另一次运行写入</translation>
    </message>
    <message>
        <location filename="../../core/inference/result_writer.py"/>
        <source>is there from an unfinished run</source>
        <translation>来自未完成的运行</translation>
    </message>
    <message>
        <location filename="../../core/inference/result_writer.py"/>
        <source>{part_path} is being written by another run. Wait for it or stop it, or give another name.</source>
        <translation>{part_path} 正由另一次运行写入。请等待其结束或将其停止，或者另取一个名称。</translation>
    </message>
    <message>
        <location filename="../../core/inference/result_writer.py"/>
        <source>{path} was made by another program meanwhile and stays. The results are in {part_path}: give it another name.</source>
        <translation>{path} 其间已由另一个程序创建，保持不变。结果在 {part_path} 中：请给它另取名称。</translation>
    </message>
    <message>
        <location filename="../../core/inference/result_writer.py"/>
        <source>{there} {what}. Give another name, --overwrite to replace it or --resume to go on from it.</source>
        <translation>{there} {what}。请换一个名称，或用 --overwrite 替换它，或用 --resume 从它继续。</translation>
    </message>
    <message>
        <location filename="../../core/inference/scorer.py"/>
        <source>Not even one picture of {join} pixels fits into the memory of {device}. Give --device cpu, or close other programs.</source>
        <translation>{join} 像素的图片连一张也放不进 {device} 的内存。请使用 --device cpu，或关闭其他程序。</translation>
    </message>
    <message>
        <location filename="../../core/inference/scorer.py"/>
        <source>could move a score by {difference} (allowed: {TOLERANCE})</source>
        <translation>可能使分数变动 {difference}（允许：{TOLERANCE}）</translation>
    </message>
    <message>
        <location filename="../../core/inference/scorer.py"/>
        <source>fp32, as trained</source>
        <translation>fp32，与训练时相同</translation>
    </message>
    <message>
        <location filename="../../core/inference/sorting.py"/>
        <source>There is no undo file {undo_path}. Give the undo_....jsonl that a sorting into folders left.</source>
        <translation>没有撤销文件 {undo_path}。请给出分类到文件夹时留下的 undo_....jsonl。</translation>
    </message>
    <message>
        <location filename="../../core/inference/sorting.py"/>
        <source>{undo_path} is no undo file ({error}). Give the undo_....jsonl that a sorting into folders left.</source>
        <translation>{undo_path} 不是撤销文件（{error}）。请给出分类到文件夹时留下的 undo_....jsonl。</translation>
    </message>
    <message>
        <location filename="../../core/model_file.py"/>
        <source> and {n} more</source>
        <translation> 以及另外 {n} 项</translation>
    </message>
    <message>
        <location filename="../../core/model_file.py"/>
        <source>The folder {path} holds neither {BEST_MODEL} nor {LAST_MODEL}. Give a run folder or a model file.</source>
        <translation>文件夹 {path} 中既没有 {BEST_MODEL} 也没有 {LAST_MODEL}。请给出训练记录文件夹或模型文件。</translation>
    </message>
    <message>
        <location filename="../../core/model_file.py"/>
        <source>The model is of a network called {model}, which is none of Classwise's. If it is your own, add it to MODEL_CLASSES and go on from that script; see "A network of your own" in README.md.</source>
        <translation>该模型的网络名为 {model}，不是 Classwise 自带的网络。如果它是您自己的，请把它加入 MODEL_CLASSES，并从那个脚本继续；见 README.zh-CN.md 中的“您自己的网络”。</translation>
    </message>
    <message>
        <location filename="../../core/model_file.py"/>
        <source>The weights do not fit the network {name}: {join}{more}.</source>
        <translation>权重与网络 {name} 不匹配：{join}{more}。</translation>
    </message>
    <message>
        <location filename="../../core/model_file.py"/>
        <source>There is no model file {path}. Give a .pth file or a run folder.</source>
        <translation>没有模型文件 {path}。请给出 .pth 文件或训练记录文件夹。</translation>
    </message>
    <message>
        <location filename="../../core/model_file.py"/>
        <source>{file} holds weights without the network's name and the class names. Give --architecture NAME and --classes NAME NAME ... (or a file with a name a line).</source>
        <translation>{file} 中只有权重，没有网络名称和类别名称。请给出 --architecture NAME 和 --classes NAME NAME ...（或每行一个名称的文件）。</translation>
    </message>
    <message>
        <location filename="../../core/model_file.py"/>
        <source>{key} is missing</source>
        <translation>缺少 {key}</translation>
    </message>
    <message>
        <location filename="../../core/model_file.py"/>
        <source>{key} is unknown</source>
        <translation>{key} 未知</translation>
    </message>
    <message>
        <location filename="../../core/model_file.py"/>
        <source>{key} is {tuple}, not {tuple_2}</source>
        <translation>{key} 是 {tuple}，而不是 {tuple_2}</translation>
    </message>
    <message>
        <location filename="../../core/model_file.py"/>
        <source>{path} holds a {model}, not a {architecture}. Leave --architecture away.</source>
        <translation>{path} 中是 {model}，而不是 {architecture}。请不要给出 --architecture。</translation>
    </message>
    <message>
        <location filename="../../core/model_file.py"/>
        <source>{path} holds its own class names ({first_names}), not {first_names_2}. Leave --classes away.</source>
        <translation>{path} 中已有自己的类别名称（{first_names}），而不是 {first_names_2}。请不要给出 --classes。</translation>
    </message>
    <message>
        <location filename="../../core/model_file.py"/>
        <source>{path} holds no weights (a {name__}). Give a model file.</source>
        <translation>{path} 中没有权重（而是 {name__}）。请给出模型文件。</translation>
    </message>
    <message>
        <location filename="../../core/model_file.py"/>
        <source>{path} is damaged: {error} Train or export it again.</source>
        <translation>{path} 已损坏：{error} 请重新训练或导出。</translation>
    </message>
    <message>
        <location filename="../../core/model_file.py"/>
        <source>{path} was written by a newer Classwise (format {version}; this one reads up to {FORMAT_VERSION}). Update Classwise.</source>
        <translation>{path} 由更新版本的 Classwise 写出（格式 {version}；此版本最高读取 {FORMAT_VERSION}）。请更新 Classwise。</translation>
    </message>
    <message>
        <location filename="../../core/model_values.py"/>
        <source>It lacks {join}.</source>
        <translation>它缺少 {join}。</translation>
    </message>
    <message>
        <location filename="../../core/model_values.py"/>
        <source>a class name</source>
        <translation>类别名称</translation>
    </message>
    <message>
        <location filename="../../core/model_values.py"/>
        <source>a height and a width in pixels</source>
        <translation>以像素为单位的高和宽</translation>
    </message>
    <message>
        <location filename="../../core/model_values.py"/>
        <source>a network's name</source>
        <translation>网络名称</translation>
    </message>
    <message>
        <location filename="../../core/model_values.py"/>
        <source>a rate from 0 to 1</source>
        <translation>0 到 1 之间的比率</translation>
    </message>
    <message>
        <location filename="../../core/model_values.py"/>
        <source>a whole number</source>
        <translation>整数</translation>
    </message>
    <message>
        <location filename="../../core/model_values.py"/>
        <source>class names that differ</source>
        <translation>互不相同的类别名称</translation>
    </message>
    <message>
        <location filename="../../core/model_values.py"/>
        <source>figures by name</source>
        <translation>按名称给出的指标</translation>
    </message>
    <message>
        <location filename="../../core/model_values.py"/>
        <source>finite numbers</source>
        <translation>有限的数值</translation>
    </message>
    <message>
        <location filename="../../core/model_values.py"/>
        <source>finite numbers above 0</source>
        <translation>大于 0 的有限数值</translation>
    </message>
    <message>
        <location filename="../../core/model_values.py"/>
        <source>one of {join}</source>
        <translation>{join} 之一</translation>
    </message>
    <message>
        <location filename="../../core/model_values.py"/>
        <source>settings by name</source>
        <translation>按名称给出的设置</translation>
    </message>
    <message>
        <location filename="../../core/model_values.py"/>
        <source>tensors by name</source>
        <translation>按名称给出的张量</translation>
    </message>
    <message>
        <location filename="../../core/model_values.py"/>
        <source>versions by name</source>
        <translation>按名称给出的版本</translation>
    </message>
    <message>
        <location filename="../../core/model_values.py"/>
        <source>{name} must be {wanted}. Got {short} instead.</source>
        <translation>{name} 必须是{wanted}，实际为 {short}。</translation>
    </message>
    <message>
        <location filename="../../core/model_values.py"/>
        <source>{name} must hold {count}. Got {n} instead.</source>
        <translation>{name} 必须包含 {count}，实际为 {n} 个。</translation>
    </message>
    <message>
        <location filename="../../core/model_values.py"/>
        <source>{value} numbers</source>
        <translation>{value} 个数值</translation>
    </message>
    <message>
        <location filename="../../core/option.py"/>
        <source>--{name} must be one of {join}; got {item}.</source>
        <translation>--{name} 必须是 {join} 之一；得到的是 {item}。</translation>
    </message>
    <message>
        <location filename="../../core/option.py"/>
        <source>--{name} must be {range_text}, or auto; got {number}.</source>
        <translation>--{name} 必须{range_text}，或为 auto；得到的是 {number}。</translation>
    </message>
    <message>
        <location filename="../../core/option.py"/>
        <source>--{name} must be {range_text}; got {number}.</source>
        <translation>--{name} 必须{range_text}；得到的是 {number}。</translation>
    </message>
    <message>
        <location filename="../../core/option.py"/>
        <source>above {low}</source>
        <translation>大于 {low}</translation>
    </message>
    <message>
        <location filename="../../core/option.py"/>
        <source>above {low} and at most {high}</source>
        <translation>大于 {low} 且不超过 {high}</translation>
    </message>
    <message>
        <location filename="../../core/option.py"/>
        <source>at least {low}</source>
        <translation>至少为 {low}</translation>
    </message>
    <message>
        <location filename="../../core/option.py"/>
        <source>at most {high}</source>
        <translation>不超过 {high}</translation>
    </message>
    <message>
        <location filename="../../core/option.py"/>
        <source>from {low} to {high}</source>
        <translation>在 {low} 到 {high} 之间</translation>
    </message>
    <message>
        <location filename="../../core/training/batch_size.py"/>
        <source>Batches have {size} pictures instead of {wanted}: more do not fit into the memory of {device}.</source>
        <translation>每批有 {size} 张图片，而不是 {wanted} 张：更多的放不进 {device} 的内存。</translation>
    </message>
    <message>
        <location filename="../../core/training/batch_size.py"/>
        <source>Not even one picture of {height} x {width} at a time fits into the memory of {device}. Give a smaller --input_shape or another --model.</source>
        <translation>{height} x {width} 的图片连一张也放不进 {device} 的内存。请使用更小的 --input_shape 或其他 --model。</translation>
    </message>
    <message>
        <location filename="../../core/training/batch_size.py"/>
        <source>usual for {num_train} training pictures, and a step fits in memory</source>
        <translation>对 {num_train} 张训练图片是通常的值，且一步放得进内存</translation>
    </message>
    <message>
        <location filename="../../core/training/batch_size.py"/>
        <source>{value} pictures do not fit in memory</source>
        <translation>{value} 张图片放不进内存</translation>
    </message>
    <message>
        <location filename="../../core/training/checkpoint.py"/>
        <source>{file} is no checkpoint to go on from. Give a run's {LAST_MODEL}.</source>
        <translation>{file} 不是可以继续的检查点。请给出训练记录的 {LAST_MODEL}。</translation>
    </message>
    <message>
        <location filename="../../core/training/checkpoint.py"/>
        <source>{file} lacks a part of a checkpoint ({error}). Go on from another one.</source>
        <translation>{file} 缺少检查点的一部分（{error}）。请从另一个检查点继续。</translation>
    </message>
    <message>
        <location filename="../../core/training/features.py"/>
        <source>--feature_draws is 0</source>
        <translation>--feature_draws 为 0</translation>
    </message>
    <message>
        <location filename="../../core/training/features.py"/>
        <source>Computing features</source>
        <translation>正在计算特征</translation>
    </message>
    <message>
        <location filename="../../core/training/features.py"/>
        <source>The frozen layers' features of {n} pictures were computed once ({draws_text}; {form}); the last layer is trained on them.</source>
        <translation>{n} 张图片的冻结层特征已计算一次（{draws_text}；{form}）；最后一层将在其上训练。</translation>
    </message>
    <message>
        <location filename="../../core/training/features.py"/>
        <source>The last layer learns from the pictures anew in every epoch: {reason}.</source>
        <translation>最后一层在每一轮都重新从图片学习：{reason}。</translation>
    </message>
    <message>
        <location filename="../../core/training/features.py"/>
        <source>as they are</source>
        <translation>保持原样</translation>
    </message>
    <message>
        <location filename="../../core/training/features.py"/>
        <source>mixup and CutMix blend the pictures of each batch</source>
        <translation>mixup 和 CutMix 会混合每一批的图片</translation>
    </message>
    <message>
        <location filename="../../core/training/features.py"/>
        <source>moves features by {worst} of their length (allowed: {TOLERANCE})</source>
        <translation>使特征变动其长度的 {worst}（允许：{TOLERANCE}）</translation>
    </message>
    <message>
        <location filename="../../core/training/features.py"/>
        <source>of {n} variation of each training picture</source>
        <translation>每张训练图片 {n} 种变体</translation>
    </message>
    <message>
        <location filename="../../core/training/features.py"/>
        <source>of {n} variations of each training picture</source>
        <translation>每张训练图片 {n} 种变体</translation>
    </message>
    <message>
        <location filename="../../core/training/features.py"/>
        <source>the features would take more than {value} MB of memory</source>
        <translation>特征会占用超过 {value} MB 内存</translation>
    </message>
    <message>
        <location filename="../../core/training/features.py"/>
        <source>training pictures grow from epoch to epoch</source>
        <translation>训练图片逐轮增大</translation>
    </message>
    <message>
        <location filename="../../core/training/going_on.py"/>
        <source>Beside {checkpoint} there is no {SPLITS} and {CONFIG} of its run. Go on from a checkpoint in its run folder.</source>
        <translation>{checkpoint} 旁边没有其训练记录的 {SPLITS} 和 {CONFIG}。请从训练记录文件夹中的检查点继续。</translation>
    </message>
    <message>
        <location filename="../../core/training/going_on.py"/>
        <source>That run has done its last epoch ({epoch}). Give more --epochs to go on.</source>
        <translation>该训练已完成最后一轮（第 {epoch} 轮）。要继续，请给出更大的 --epochs。</translation>
    </message>
    <message>
        <location filename="../../core/training/going_on.py"/>
        <source>The run goes on to epoch {epochs} instead of {before}; the learning rate's schedule is laid out anew over the {left} left ({pictures}).</source>
        <translation>训练将进行到第 {epochs} 轮，而不是第 {before} 轮；学习率计划按剩余的{left}重新安排（{pictures}）。</translation>
    </message>
    <message>
        <location filename="../../core/training/going_on.py"/>
        <source>Training pictures grow over all {epochs} epochs: the next ones are trained on pictures of {height} x {width} pixels.</source>
        <translation>训练图片在全部 {epochs} 轮中逐渐增大：接下来的几轮使用 {height} x {width} 像素的图片训练。</translation>
    </message>
    <message>
        <location filename="../../core/training/going_on.py"/>
        <source>{n} epoch</source>
        <translation>{n} 轮</translation>
    </message>
    <message>
        <location filename="../../core/training/going_on.py"/>
        <source>{n} epochs</source>
        <translation>{n} 轮</translation>
    </message>
    <message>
        <location filename="../../core/training/going_on.py"/>
        <source>{n} training picture</source>
        <translation>{n} 张训练图片</translation>
    </message>
    <message>
        <location filename="../../core/training/going_on.py"/>
        <source>{n} training pictures</source>
        <translation>{n} 张训练图片</translation>
    </message>
    <message>
        <location filename="../../core/training/lr_finder.py"/>
        <source>The loss was infinite or no number from the beginning, at a learning rate of {lr:.0e}. Try --precision fp32.</source>
        <translation>学习率为 {lr:.0e} 时，损失从一开始就是无穷大或非数字。请试试 --precision fp32。</translation>
    </message>
    <message>
        <location filename="../../core/training/lr_finder.py"/>
        <source>Trying learning rates</source>
        <translation>正在试用不同学习率</translation>
    </message>
    <message>
        <location filename="../../core/training/pictures_place.py"/>
        <source>None of the run's pictures is in {folder}. Choose the folder that holds {example}.</source>
        <translation>{folder} 中没有该训练记录的任何图片。请选择包含 {example} 的文件夹。</translation>
    </message>
    <message>
        <location filename="../../core/training/pictures_place.py"/>
        <source>The run's pictures were unpacked from {archive}, and have been cleared from the cache since. Open the archive to unpack it again, or give the folder that they are in now.</source>
        <translation>该训练的图片是从 {archive} 解压的，之后已从缓存中清除。请打开该压缩包以重新解压，或给出图片现在所在的文件夹。</translation>
    </message>
    <message>
        <location filename="../../core/training/pictures_place.py"/>
        <source>The run's pictures were unpacked from {archive}. It is not there any more, and they have been cleared from the cache. Bring it back and open it, or give the folder that they are in now.</source>
        <translation>该训练的图片是从 {archive} 解压的。该压缩包已不存在，图片也已从缓存中清除。请放回压缩包并打开它，或给出图片现在所在的文件夹。</translation>
    </message>
    <message>
        <location filename="../../core/training/prepare.py"/>
        <source>--best_by auroc needs val pictures of two classes at least; all of them are of {only}. Give another --best_by, or more val pictures.</source>
        <translation>--best_by auroc 需要验证集里至少有两个类别的图片；现在全部属于 {only}。请换一个 --best_by，或增加验证图片。</translation>
    </message>
    <message>
        <location filename="../../core/training/prepare.py"/>
        <source>--gpu {gpu} is for the command line, which shows the program no other GPUs. From Python give device="cuda:{first}", and for several GPUs start the script by torchrun.</source>
        <translation>--gpu {gpu} 用于命令行，它只让程序看到这些 GPU。在 Python 中请给出 device="cuda:{first}"；要用多个 GPU，请用 torchrun 启动脚本。</translation>
    </message>
    <message>
        <location filename="../../core/training/prepare.py"/>
        <source>--num_classes is {num_classes}, but the data has {n} classes ({name_list}). Leave it away or mend the folders.</source>
        <translation>--num_classes 是 {num_classes}，但数据有 {n} 个类别（{name_list}）。请去掉它或整理文件夹。</translation>
    </message>
    <message>
        <location filename="../../core/training/prepare.py"/>
        <source>Left out {path}: {error}</source>
        <translation>未计入 {path}：{error}</translation>
    </message>
    <message>
        <location filename="../../core/training/prepare.py"/>
        <source>No picture is left to validate with: groups are never parted, and the {n} that the pictures form are too few or too large. Give smaller groups (--group_column, --group_pattern) or none, or validation pictures of their own (--val_path).</source>
        <translation>没有剩下可用于验证的图片：组不会被拆开，而图片所成的 {n} 个组太少或太大。请使用更小的组（--group_column、--group_pattern）或不分组，或另给验证图片（--val_path）。</translation>
    </message>
    <message>
        <location filename="../../core/training/prepare.py"/>
        <source>No readable training picture of {name_list}. Each class needs at least two pictures, one to train and one to judge; add some, or remove the class.</source>
        <translation>{name_list} 没有可读取的训练图片。每个类别至少需要两张图片，一张训练，一张评判；请添加一些，或移除该类别。</translation>
    </message>
    <message>
        <location filename="../../core/training/prepare.py"/>
        <source>The pictures' folder {value} is not there. Give --dataset_path with the folder that it was moved to.</source>
        <translation>{value}的图片文件夹不存在。请用 --dataset_path 给出它移动到的文件夹。</translation>
    </message>
    <message>
        <location filename="../../core/training/prepare.py"/>
        <source>The run's pictures are no longer in the cache, and {archive} cannot be unpacked again: {failure} Bring the archive back, or give --dataset_path with where it or the folder of the pictures is now.</source>
        <translation>该训练的图片已不在缓存中，且 {archive} 无法重新解压：{failure}请放回该压缩包，或用 --dataset_path 给出它或图片文件夹现在的位置。</translation>
    </message>
    <message>
        <location filename="../../core/training/prepare.py"/>
        <source>The run's split is taken over to {root}; pictures that it does not name are not used. Give --split with the shares to part all of them anew.</source>
        <translation>训练记录的划分已沿用到 {root}；划分中没有的图片不会被使用。要重新划分全部图片，请用 --split 给出比例。</translation>
    </message>
    <message>
        <location filename="../../core/training/prepare.py"/>
        <source>There are no readable pictures to validate with. Add some, or give --split 0.8 0.2 0.</source>
        <translation>没有可读取的验证集图片。请添加一些，或使用 --split 0.8 0.2 0。</translation>
    </message>
    <message>
        <location filename="../../core/training/prepare.py"/>
        <source>There is only one readable picture of {name_list}. Each class needs at least two, one to train and one to judge; add some, or remove the class.</source>
        <translation>{name_list} 只有一张可读取的图片。每个类别至少需要两张，一张训练，一张评判；请添加一些，或移除该类别。</translation>
    </message>
    <message>
        <location filename="../../core/training/prepare.py"/>
        <source>Training needs at least two classes; found: {found}. Put the pictures of each class into a folder of its own.</source>
        <translation>训练至少需要两个类别；找到的有：{found}。请将每个类别的图片放入各自的文件夹。</translation>
    </message>
    <message>
        <location filename="../../core/training/prepare.py"/>
        <source>python -m app check, with the same data, names the pictures.</source>
        <translation>用同样的数据运行 python -m app check 可以列出这些图片。</translation>
    </message>
    <message>
        <location filename="../../core/training/prepare.py"/>
        <source>{archive} holds none of the run's pictures any more, such as {value}. Bring back the archive as it was, or give --dataset_path with the folder that they are in now.</source>
        <translation>{archive} 已不含该训练的任何图片，例如 {value}。请放回当时的压缩包，或用 --dataset_path 给出图片现在所在的文件夹。</translation>
    </message>
    <message>
        <location filename="../../core/training/prepare.py"/>
        <source>{n} of the run's {total} pictures are missing or unreadable (first: {next}). Give --dataset_path with the folder that they were moved to, or --split with the shares to part other pictures anew.</source>
        <translation>训练记录的 {total} 张图片中有 {n} 张缺失或无法读取（第一张：{next}）。请用 --dataset_path 给出它们移动到的文件夹，或用 --split 给出比例，重新划分其他图片。</translation>
    </message>
    <message>
        <location filename="../../core/training/prepare.py"/>
        <source>{n} of the run's {total} pictures are missing or unreadable (first: {next}). Give --dataset_path with the folder that they were moved to.</source>
        <translation>训练记录的 {total} 张图片中有 {n} 张缺失或无法读取（第一张：{next}）。请用 --dataset_path 给出它们移动到的文件夹。</translation>
    </message>
    <message>
        <location filename="../../core/training/resolving.py"/>
        <source>all looked-at pictures are gray</source>
        <translation>查看过的图片都是灰度的</translation>
    </message>
    <message>
        <location filename="../../core/training/resolving.py"/>
        <source>half of the training pictures are at most {short} px on their shorter side</source>
        <translation>一半训练图片的短边不超过 {short} px</translation>
    </message>
    <message>
        <location filename="../../core/training/resolving.py"/>
        <source>some pictures are coloured</source>
        <translation>有些图片是彩色的</translation>
    </message>
    <message>
        <location filename="../../core/training/resolving.py"/>
        <source>the best there is</source>
        <translation>现有最好的</translation>
    </message>
    <message>
        <location filename="../../core/training/resolving.py"/>
        <source>the default network</source>
        <translation>默认网络</translation>
    </message>
    <message>
        <location filename="../../core/training/resolving.py"/>
        <source>the one input that {model} takes</source>
        <translation>{model} 唯一接受的输入</translation>
    </message>
    <message>
        <location filename="../../core/training/resolving.py"/>
        <source>the size that the weights to start from were made with</source>
        <translation>初始权重训练时所用的尺寸</translation>
    </message>
    <message>
        <location filename="../../core/training/resolving.py"/>
        <source>the size that {shown_name} was made for</source>
        <translation>{shown_name} 设计时所用的尺寸</translation>
    </message>
    <message>
        <location filename="../../core/training/run.py"/>
        <source>A run goes on with its own settings; --{refused} cannot be changed. Leave it away, or start a new run from the weights with --pretrained. Changeable are: --{join}.</source>
        <translation>继续训练时沿用原来的设置；--{refused} 不能更改。请去掉它，或用 --pretrained 从这些权重开始新的训练。可以更改的有：--{join}。</translation>
    </message>
    <message>
        <location filename="../../core/training/run.py"/>
        <source>The best epoch so far is no longer kept; the best is chosen among those to come.</source>
        <translation>目前的最佳轮次已不再保留；最佳轮次将从之后的轮次中选择。</translation>
    </message>
    <message>
        <location filename="../../core/training/run.py"/>
        <source>The checkpoint {file} is of the classes {join}, the data has {join_2}. Start a new run.</source>
        <translation>检查点 {file} 的类别是 {join}，数据的类别是 {join_2}。请开始新的训练。</translation>
    </message>
    <message>
        <location filename="../../core/training/run.py"/>
        <source>The run goes on in {precision} instead of {before}.</source>
        <translation>训练将以 {precision} 继续，而不是 {before}。</translation>
    </message>
    <message>
        <location filename="../../core/training/run.py"/>
        <source>as it comes</source>
        <translation>保持原样</translation>
    </message>
    <message>
        <location filename="../../core/training/run.py"/>
        <source>on {n} machines ({join})</source>
        <translation>在 {n} 台计算机上（{join}）</translation>
    </message>
    <message>
        <location filename="../../core/training/run.py"/>
        <source>{size} processes {where} train together; each batch of {batch_size} is shared among them.</source>
        <translation>{size} 个进程{where}共同训练；每批 {batch_size} 张由它们分担。</translation>
    </message>
    <message>
        <location filename="../../core/training/run_folder.py"/>
        <source>Another process is training in {run_dir}. Wait for it or stop it first.</source>
        <translation>另一个进程正在 {run_dir} 中训练。请等它结束或先停止它。</translation>
    </message>
    <message>
        <location filename="../../core/training/run_folder.py"/>
        <source>The run's folder {run_dir} is gone: it was moved, renamed or deleted. The training ends here. Continue the run from where its folder is now: it goes on from its last checkpoint.</source>
        <translation>运行文件夹 {run_dir} 已不存在：它被移动、重命名或删除了。训练到此结束。请从该文件夹现在的位置继续这次训练：它会由其最后的检查点继续。</translation>
    </message>
    <message>
        <location filename="../../core/training/scenarios.py"/>
        <source>Epoch {first_epoch}</source>
        <translation>第 {first_epoch} 轮</translation>
    </message>
    <message>
        <location filename="../../core/training/scenarios.py"/>
        <source>Epochs {first_epoch} to {last_epoch}</source>
        <translation>第 {first_epoch} 到 {last_epoch} 轮</translation>
    </message>
    <message>
        <location filename="../../core/training/scenarios.py"/>
        <source>all layers are trained unless pictures are few and weights pretrained</source>
        <translation>除非图片较少且使用预训练权重，否则训练所有层</translation>
    </message>
    <message>
        <location filename="../../core/training/scenarios.py"/>
        <source>for pictures of less than {MUON_SIDE} px muon's own arithmetic would take too long</source>
        <translation>图片小于 {MUON_SIDE} px 时，muon 自身的计算会花太长时间</translation>
    </message>
    <message>
        <location filename="../../core/training/scenarios.py"/>
        <source>from scratch</source>
        <translation>从头训练</translation>
    </message>
    <message>
        <location filename="../../core/training/scenarios.py"/>
        <source>from scratch it learns more in the same time</source>
        <translation>从头训练时，它在相同时间内学得更多</translation>
    </message>
    <message>
        <location filename="../../core/training/scenarios.py"/>
        <source>from weights</source>
        <translation>从权重开始</translation>
    </message>
    <message>
        <location filename="../../core/training/scenarios.py"/>
        <source>the rate of {optimizer_type} for {scenario}, {start}</source>
        <translation>{optimizer_type} 用于 {scenario}、{start} 时的学习率</translation>
    </message>
    <message>
        <location filename="../../core/training/scenarios.py"/>
        <source>the rate of {optimizer_type} from scratch for a network without norm layers</source>
        <translation>{optimizer_type} 对没有归一化层的网络从头训练的学习率</translation>
    </message>
    <message>
        <location filename="../../core/training/scenarios.py"/>
        <source>the usual one of {optimizer_type}</source>
        <translation>{optimizer_type} 的常用值</translation>
    </message>
    <message>
        <location filename="../../core/training/scenarios.py"/>
        <source>the usual one, unless all layers are trained from scratch</source>
        <translation>通常用它，除非从头训练所有层</translation>
    </message>
    <message>
        <location filename="../../core/training/scenarios.py"/>
        <source>with fewer than {FEW_PICTURES} training photos the last layer alone is fast and often better; on pictures unlike photos, such as scans, full_training may be</source>
        <translation>训练照片少于 {FEW_PICTURES} 张时，只训练最后一层既快，效果也往往更好；若图片与照片差别较大（如医学扫描图），full_training 可能更好</translation>
    </message>
    <message>
        <location filename="../../core/training/scenarios.py"/>
        <source>{span}: 1 of {n} layers is trained, at a learning rate of {lr}.</source>
        <translation>{span}：{n} 层中训练 1 层，学习率为 {lr}。</translation>
    </message>
    <message>
        <location filename="../../core/training/scenarios.py"/>
        <source>{span}: {learning} of {n} layers are trained, at a learning rate of {lr}.</source>
        <translation>{span}：{n} 层中训练 {learning} 层，学习率为 {lr}。</translation>
    </message>
    <message>
        <location filename="../../core/training/starting.py"/>
        <source> Not used: {join}.</source>
        <translation>未使用：{join}。</translation>
    </message>
    <message>
        <location filename="../../core/training/starting.py"/>
        <source> They were made for pictures of {height} x {width}: with --input_shape {height_2} {width_2} they fit, if they are of this network.</source>
        <translation>它们是为 {height} x {width} 的图片训练的：如果确属此网络，使用 --input_shape {height_2} {width_2} 即可匹配。</translation>
    </message>
    <message>
        <location filename="../../core/training/starting.py"/>
        <source>--head_epochs {head_epochs}</source>
        <translation>--head_epochs {head_epochs}</translation>
    </message>
    <message>
        <location filename="../../core/training/starting.py"/>
        <source>--scenario {scenario}</source>
        <translation>--scenario {scenario}</translation>
    </message>
    <message>
        <location filename="../../core/training/starting.py"/>
        <source>--train_scale 1 and --train_scale_start 1</source>
        <translation>--train_scale 1 和 --train_scale_start 1</translation>
    </message>
    <message>
        <location filename="../../core/training/starting.py"/>
        <source>Only a part of the network is trained ({part_text}), and the rest starts {text}: its features are random, and the result will be poor. Give --pretrained.</source>
        <translation>只训练网络的一部分（{part_text}），其余部分{text}：其特征是随机的，结果会很差。请给出 --pretrained。</translation>
    </message>
    <message>
        <location filename="../../core/training/starting.py"/>
        <source>Started from all weights of {path}.</source>
        <translation>已从 {path} 的全部权重开始。</translation>
    </message>
    <message>
        <location filename="../../core/training/starting.py"/>
        <source>Started from {path}: {summary}</source>
        <translation>已从 {path} 开始：{summary}</translation>
    </message>
    <message>
        <location filename="../../core/training/starting.py"/>
        <source>Started from {shown_name}'s own weights: {summary}{unused}</source>
        <translation>已从 {shown_name} 自带的权重开始：{summary}{unused}</translation>
    </message>
    <message>
        <location filename="../../core/training/starting.py"/>
        <source>Trying the batch size</source>
        <translation>正在试用批大小</translation>
    </message>
    <message>
        <location filename="../../core/training/starting.py"/>
        <source>Trying the numeric precision</source>
        <translation>正在试用数值精度</translation>
    </message>
    <message>
        <location filename="../../core/training/starting.py"/>
        <source>a larger --input_shape</source>
        <translation>更大的 --input_shape</translation>
    </message>
    <message>
        <location filename="../../core/training/starting.py"/>
        <source>{model} cannot learn from one picture of {value} x {value_2} at a time: its batch norm needs more than one value. Give --batch_size 2 or more, or {larger}.</source>
        <translation>{model} 不能一次只用一张 {value} x {value_2} 的图片学习：其批归一化需要不止一个值。请使用 --batch_size 2 或更大，或{larger}。</translation>
    </message>
    <message>
        <location filename="../../core/training/step.py"/>
        <source>--sync_batchnorm works between NVIDIA GPUs only. Leave it away (for a run that goes on: --sync_batchnorm false), or train on these.</source>
        <translation>--sync_batchnorm 只能在 NVIDIA GPU 之间使用。请去掉它（继续训练时：--sync_batchnorm false），或在这类 GPU 上训练。</translation>
    </message>
    <message>
        <location filename="../../core/training/step.py"/>
        <source>The checkpoint's optimizer does not fit its network ({error}). Start a new run from its weights with --pretrained.</source>
        <translation>检查点的优化器与其网络不匹配（{error}）。请用 --pretrained 从其权重开始新的训练。</translation>
    </message>
    <message>
        <location filename="../../core/training/step_losses.py"/>
        <source>The loss became {loss} in epoch {epoch}, batch {batch} (learning rate {lr}). The last good weights are kept. Try a lower --lr, more --warmup_ratio, or --precision fp32.</source>
        <translation>损失在第 {epoch} 轮第 {batch} 批变为 {loss}（学习率 {lr}）。已保留最后的正常权重。请试试更小的 --lr、更大的 --warmup_ratio，或 --precision fp32。</translation>
    </message>
    <message>
        <location filename="../../core/training/taking_part.py"/>
        <source>--batch_size is that of all processes together, and {size} of them need at least {needed}, {CELL} each; got {batch_size}. Give more, or start fewer processes.</source>
        <translation>--batch_size 是所有进程合计的批大小，{size} 个进程至少需要 {needed}，每个 {CELL}；得到的是 {batch_size}。请加大它，或减少进程数。</translation>
    </message>
    <message>
        <location filename="../../core/training/taking_part.py"/>
        <source>--sync_batchnorm works between NVIDIA GPUs only, and this is {type}. Leave it away.</source>
        <translation>--sync_batchnorm 只能在 NVIDIA GPU 之间使用，而这里是 {type}。请去掉它。</translation>
    </message>
    <message>
        <location filename="../../core/training/taking_part.py"/>
        <source>Process {rank} (on {value}) does not see the pictures that process 0 (on {value_2}) sees: {text}. Give every machine the same pictures under the same path.</source>
        <translation>进程 {rank}（在 {value}）看不到进程 0（在 {value_2}）看到的图片：{text}。请让每台计算机在同一路径下有相同的图片。</translation>
    </message>
    <message>
        <location filename="../../core/training/taking_part.py"/>
        <source>has {found} bytes instead of {value}</source>
        <translation>有 {found} 字节，而不是 {value}</translation>
    </message>
    <message>
        <location filename="../../core/training/taking_part.py"/>
        <source>is missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <location filename="../../core/training/taking_part.py"/>
        <source>the main process</source>
        <translation>主进程</translation>
    </message>
    <message>
        <location filename="../../core/training/texts.py"/>
        <source>  best so far</source>
        <translation>  目前最佳</translation>
    </message>
    <message>
        <location filename="../../core/training/texts.py"/>
        <source> The best epoch is {best_epoch}, by {figure}.</source>
        <translation>最佳轮次是第 {best_epoch} 轮（依据：{figure}）。</translation>
    </message>
    <message>
        <location filename="../../core/training/texts.py"/>
        <source> after {start_batch} of {batches} batches</source>
        <translation>，第 {start_batch} 批（共 {batches} 批）之后</translation>
    </message>
    <message>
        <location filename="../../core/training/texts.py"/>
        <source>Stopped before the first validation: there is no best model yet, but the run can go on from last_model.pth.</source>
        <translation>在第一次验证之前停止：还没有最佳模型，但可以从 last_model.pth 继续训练。</translation>
    </message>
    <message>
        <location filename="../../core/training/texts.py"/>
        <source>Stopped in epoch {n}; the run can go on from last_model.pth.{best}</source>
        <translation>在第 {n} 轮停止；可以从 last_model.pth 继续训练。{best}</translation>
    </message>
    <message>
        <location filename="../../core/training/texts.py"/>
        <source>Stopped while the best epoch was being judged; the run can go on from last_model.pth, to be judged.</source>
        <translation>在评判最佳轮次时停止；可以从 last_model.pth 继续，以便评判。</translation>
    </message>
    <message>
        <location filename="../../core/training/texts.py"/>
        <source>Training ended after epoch {epoch}: no better result for 1 epoch.{best}</source>
        <translation>训练在第 {epoch} 轮后结束：1 轮没有更好的结果。{best}</translation>
    </message>
    <message>
        <location filename="../../core/training/texts.py"/>
        <source>Training ended after epoch {epoch}: no better result for {epochs_without_better} epochs.{best}</source>
        <translation>训练在第 {epoch} 轮后结束：连续 {epochs_without_better} 轮没有更好的结果。{best}</translation>
    </message>
    <message>
        <location filename="../../core/training/texts.py"/>
        <source>Training finished after 1 epoch.{best}</source>
        <translation>训练在 1 轮后完成。{best}</translation>
    </message>
    <message>
        <location filename="../../core/training/texts.py"/>
        <source>Training finished after {epoch} epochs.{best}</source>
        <translation>训练在 {epoch} 轮后完成。{best}</translation>
    </message>
    <message>
        <location filename="../../core/training/texts.py"/>
        <source>all {epochs} epochs are done</source>
        <translation>全部 {epochs} 轮都已完成</translation>
    </message>
    <message>
        <location filename="../../core/training/texts.py"/>
        <source>balanced accuracy</source>
        <translation>平衡准确率</translation>
    </message>
    <message>
        <location filename="../../core/training/texts.py"/>
        <source>epoch {epoch}: train loss {train_loss}, val loss {val_loss}, val accuracy {val_accuracy}, balanced accuracy {balanced}, lr {lr}, {speed}{duration}{best}</source>
        <translation>第 {epoch} 轮：训练损失 {train_loss}，验证损失 {val_loss}，验证准确率 {val_accuracy}，平衡准确率 {balanced}，学习率 {lr}，{speed}{duration}{best}</translation>
    </message>
    <message>
        <location filename="../../core/training/texts.py"/>
        <source>goes on with epoch {start_epoch} of {epochs}{after}</source>
        <translation>从第 {start_epoch} 轮继续，共 {epochs} 轮{after}</translation>
    </message>
    <message>
        <location filename="../../core/training/texts.py"/>
        <source>kept {path}</source>
        <translation>已保留 {path}</translation>
    </message>
    <message>
        <location filename="../../core/training/texts.py"/>
        <source>val accuracy</source>
        <translation>验证准确率</translation>
    </message>
    <message>
        <location filename="../../core/training/texts.py"/>
        <source>val loss</source>
        <translation>验证损失</translation>
    </message>
    <message>
        <location filename="../../core/training/texts.py"/>
        <source>{epochs} epochs</source>
        <translation>{epochs} 轮</translation>
    </message>
    <message>
        <location filename="../../core/training/texts.py"/>
        <source>{images_per_s} images/s, </source>
        <translation>{images_per_s} 张/秒，</translation>
    </message>
    <message>
        <location filename="../../core/training/texts.py"/>
        <source>{model} on {device} ({precision}), {n} classes, {num_train} pictures to train, {num_val} val, {num_test} test; {epochs_to_do}</source>
        <translation>{model}，设备 {device}（{precision}），{n} 个类别，训练集 {num_train} 张，验证集 {num_val} 张，测试集 {num_test} 张；{epochs_to_do}</translation>
    </message>
    <message>
        <location filename="../../core/training/train_scale.py"/>
        <source>--train_scale_start {start:g} lies above --train_scale {scale:g}, but pictures grow from the first to the second. Give a smaller one, or 1 for none that grow.</source>
        <translation>--train_scale_start {start:g} 大于 --train_scale {scale:g}，但图片是从前者增大到后者。请给出较小的值，或用 1 表示不增大。</translation>
    </message>
    <message>
        <location filename="../../core/training/train_scale.py"/>
        <source>--{name} {scale:g} makes training pictures of {height} x {width}, which {model} does not take beside those of {full_height} x {full_width}. Leave it away.</source>
        <translation>--{name} {scale:g} 会得到 {height} x {width} 的训练图片，而 {model} 不能在 {full_height} x {full_width} 之外再接受这种尺寸。请去掉该选项。</translation>
    </message>
    <message>
        <location filename="../../core/training/train_scale.py"/>
        <source>Training pictures grow from {value} x {value_2} pixels to {value_3} x {value_4}, for more is learned from scratch in the same time; --train_scale_start 1 leaves them as they are.</source>
        <translation>训练图片从 {value} x {value_2} 像素逐渐增大到 {value_3} x {value_4}，因为从头训练时同样时间内能学得更多；--train_scale_start 1 使其保持不变。</translation>
    </message>
    <message>
        <location filename="../../core/training/train_scale.py"/>
        <source>from scratch, pictures that grow teach more in the same time</source>
        <translation>从头训练时，逐渐增大的图片在同样时间内学得更多</translation>
    </message>
    <message>
        <location filename="../../core/training/trainer.py"/>
        <source>The val loss of epoch {epoch} is {loss}. The last good weights are kept. Try a lower --lr or --precision fp32.</source>
        <translation>第 {epoch} 轮的验证损失为 {loss}。已保留最后的正常权重。请试试更小的 --lr 或 --precision fp32。</translation>
    </message>
    <message>
        <location filename="../../core/training/trial.py"/>
        <source>features tried on this CPU: fp32 {value} ms, bf16 {value_2} ms</source>
        <translation>在此 CPU 上试算的特征：fp32 {value} 毫秒，bf16 {value_2} 毫秒</translation>
    </message>
    <message>
        <location filename="../../core/training/trial.py"/>
        <source>steps tried on this CPU: fp32 {value} ms, bf16 {value_2} ms</source>
        <translation>在此 CPU 上试过的步骤：fp32 {value} 毫秒，bf16 {value_2} 毫秒</translation>
    </message>
    <message>
        <location filename="../../core/training/trial.py"/>
        <source>what this device is good at</source>
        <translation>此设备所擅长的</translation>
    </message>
    <message>
        <location filename="../../core/training/weights_checks.py"/>
        <source>, by default</source>
        <translation>（默认）</translation>
    </message>
    <message>
        <location filename="../../core/training/weights_checks.py"/>
        <source>{source}: {error} (--model is {shown_name}{chosen}.)</source>
        <translation>{source}：{error}（--model 为 {shown_name}{chosen}。）</translation>
    </message>
    <message>
        <location filename="../../core/training/weights_source.py"/>
        <source>--pretrained {wish}: the weights of {wish_2} do not fit {model}. Give --pretrained {model_2} or auto, or --model {wish_3}.</source>
        <translation>--pretrained {wish}：{wish_2} 的权重与 {model} 不匹配。请给出 --pretrained {model_2} 或 auto，或者 --model {wish_3}。</translation>
    </message>
    <message>
        <location filename="../../core/training/weights_source.py"/>
        <source>--pretrained {wish}: there is no such file, and no network of that name. Give none, auto, a file of weights, a run folder, or a network's name.</source>
        <translation>--pretrained {wish}：没有这样的文件，也没有这个名称的网络。请给出 none、auto、权重文件、训练记录文件夹或网络名称。</translation>
    </message>
    <message>
        <location filename="../../core/training/weights_source.py"/>
        <source>Training from scratch, since pretrained weights could not be fetched. {error}</source>
        <translation>由于无法下载预训练权重，将从头训练。{error}</translation>
    </message>
    <message>
        <location filename="../../core/training/weights_source.py"/>
        <source>Training {text}.</source>
        <translation>训练方式：{text}。</translation>
    </message>
    <message>
        <location filename="../../core/training/weights_source.py"/>
        <source>from scratch: pretrained weights could not be fetched</source>
        <translation>从头训练：无法下载预训练权重</translation>
    </message>
    <message>
        <location filename="../../core/training/weights_source.py"/>
        <source>from scratch: {reason}</source>
        <translation>从头训练：{reason}</translation>
    </message>
    <message>
        <location filename="../../core/training/weights_source.py"/>
        <source>gray pictures of {max} px are learnt as well without weights made from photos</source>
        <translation>{max} px 的灰度图片不用照片训练的权重也能学得一样好</translation>
    </message>
    <message>
        <location filename="../../core/training/weights_source.py"/>
        <source>pretrained weights of {shown_name}</source>
        <translation>{shown_name} 的预训练权重</translation>
    </message>
    <message>
        <location filename="../../core/training/weights_source.py"/>
        <source>pretrained weights {name}</source>
        <translation>预训练权重 {name}</translation>
    </message>
    <message>
        <location filename="../../core/training/weights_source.py"/>
        <source>there are no pretrained weights for {model}</source>
        <translation>没有 {model} 的预训练权重</translation>
    </message>
    <message>
        <location filename="../../core/training/weights_source.py"/>
        <source>weights of {wish}</source>
        <translation>{wish} 的权重</translation>
    </message>
    <message>
        <location filename="../../core/training/weights_source.py"/>
        <source>{error} This does it: python -m app weights get {name}</source>
        <translation>{error}可用此命令重新获取：python -m app weights get {name}</translation>
    </message>
    <message>
        <location filename="../../models/download.py"/>
        <source> What was fetched is kept, and another try goes on from there.</source>
        <translation>已下载的部分已保留，再次尝试会从那里继续。</translation>
    </message>
    <message>
        <location filename="../../models/download.py"/>
        <source> from the server at {url}</source>
        <translation>（来自服务器 {url}）</translation>
    </message>
    <message>
        <location filename="../../models/download.py"/>
        <source>Another process is downloading {file_name}</source>
        <translation>另一个进程正在下载 {file_name}</translation>
    </message>
    <message>
        <location filename="../../models/download.py"/>
        <source>Downloading {file_name}</source>
        <translation>正在下载 {file_name}</translation>
    </message>
    <message>
        <location filename="../../models/download.py"/>
        <source>no connection ({reason})</source>
        <translation>没有连接（{reason}）</translation>
    </message>
    <message>
        <location filename="../../models/download.py"/>
        <source>the server answers {code} {reason}</source>
        <translation>服务器返回 {code} {reason}</translation>
    </message>
    <message>
        <location filename="../../models/download.py"/>
        <source>what was fetched is another or a damaged file, for its SHA-256 does not begin with {hash_prefix}; it was thrown away</source>
        <translation>下载到的是其他文件或已损坏的文件，因为其 SHA-256 不以 {hash_prefix} 开头；已将其丢弃</translation>
    </message>
    <message>
        <location filename="../../models/download.py"/>
        <source>{file_name} ({size_mb} MB, the pretrained weights of {model}) could not be fetched{place}: {reason}. Get {url} on a machine with a connection and put the file into {weights_folder} (python -m app weights import FILE does that), or train from scratch.{again}</source>
        <translation>{file_name}（{size_mb} MB，{model} 的预训练权重）无法下载{place}：{reason}。请在有网络连接的计算机上下载 {url}，并将文件放入 {weights_folder}（python -m app weights import FILE 可以做到），或从头训练。{again}</translation>
    </message>
    <message>
        <location filename="../../models/elsewhere/folder.py"/>
        <source>The folder {path}</source>
        <translation>文件夹 {path}</translation>
    </message>
    <message>
        <location filename="../../models/elsewhere/folder.py"/>
        <source>The folder {path} has no image processor ({value}), which says the size, mean and std that its network expects. Fetch that file from where the network comes from.</source>
        <translation>文件夹 {path} 没有图片处理器文件（{value}），它说明网络所需的尺寸、均值和标准差。请从网络的来源处下载该文件。</translation>
    </message>
    <message>
        <location filename="../../models/elsewhere/folder.py"/>
        <source>The folder {path} holds a network of timm. Give --model timm:{value} and --pretrained {value_2}.</source>
        <translation>文件夹 {path} 中是 timm 的网络。请使用 --model timm:{value} 和 --pretrained {value_2}。</translation>
    </message>
    <message>
        <location filename="../../models/elsewhere/folder.py"/>
        <source>The folder {path} holds no {CONFIG}, so it is no network of Hugging Face. Give a folder that save_pretrained wrote, or that was fetched from the hub.</source>
        <translation>文件夹 {path} 中没有 {CONFIG}，因此不是 Hugging Face 的网络。请给出由 save_pretrained 写出或从 hub 下载的文件夹。</translation>
    </message>
    <message>
        <location filename="../../models/elsewhere/folder.py"/>
        <source>The folder {path} holds no {SAFE_WEIGHTS}. Fetch the network with its weights, or train from scratch with --pretrained none.</source>
        <translation>文件夹 {path} 中没有 {SAFE_WEIGHTS}。请连同权重一起下载网络，或用 --pretrained none 从头训练。</translation>
    </message>
    <message>
        <location filename="../../models/elsewhere/folder.py"/>
        <source>The folder {path} is a training run's. Give its model file: hf:{value}.</source>
        <translation>文件夹 {path} 是一次训练的记录。请给出其中的模型文件：hf:{value}。</translation>
    </message>
    <message>
        <location filename="../../models/elsewhere/folder.py"/>
        <source>The folder {path} lacks {part}, a part of its weights. Fetch it again.</source>
        <translation>文件夹 {path} 缺少 {part}，这是其权重的一部分。请重新下载。</translation>
    </message>
    <message>
        <location filename="../../models/elsewhere/folder.py"/>
        <source>The image processor of the folder {path} cannot be understood ({error}). Fetch it again.</source>
        <translation>文件夹 {path} 的图片处理器无法理解（{error}）。请重新下载。</translation>
    </message>
    <message>
        <location filename="../../models/elsewhere/folder.py"/>
        <source>There is no folder {path}. Give a folder with {CONFIG}, {value} and {SAFE_WEIGHTS}, or a name of the Hugging Face hub such as google/vit-base-patch16-224.</source>
        <translation>没有文件夹 {path}。请给出含有 {CONFIG}、{value} 和 {SAFE_WEIGHTS} 的文件夹，或 Hugging Face hub 上的名称，例如 google/vit-base-patch16-224。</translation>
    </message>
    <message>
        <location filename="../../models/elsewhere/folder.py"/>
        <source>the image processor's settings</source>
        <translation>图片处理器的设置</translation>
    </message>
    <message>
        <location filename="../../models/elsewhere/folder.py"/>
        <source>{path} is not JSON ({error}). Fetch it again.</source>
        <translation>{path} 不是 JSON（{error}）。请重新下载。</translation>
    </message>
    <message>
        <location filename="../../models/elsewhere/folder.py"/>
        <source>{path} must hold a JSON object; it holds a {name__}. Fetch it again.</source>
        <translation>{path} 必须含有 JSON 对象；它含有的是 {name__}。请重新下载。</translation>
    </message>
    <message>
        <location filename="../../models/elsewhere/folder.py"/>
        <source>{who} brings code of its own ({key} in {where}), and nothing from a model's folder is ever executed. Take a network that transformers itself has.</source>
        <translation>{who} 带有自己的代码（{where} 中的 {key}），而模型文件夹中的任何内容都不会被执行。请使用 transformers 自带的网络。</translation>
    </message>
    <message>
        <location filename="../../models/elsewhere/folder.py"/>
        <source>{who} holds quantized weights ({key} in {where}), which cannot be trained. Take the network in full precision.</source>
        <translation>{who} 含有量化权重（{where} 中的 {key}），无法训练。请使用全精度的网络。</translation>
    </message>
    <message>
        <location filename="../../models/elsewhere/folder.py"/>
        <source>{who} wraps a network of timm. Give it as --model timm:NAME.</source>
        <translation>{who} 包装了 timm 的网络。请用 --model timm:NAME 指定。</translation>
    </message>
    <message>
        <location filename="../../models/elsewhere/hub.py"/>
        <source>Fetch {join} of it on a machine with a connection, put them into a folder, and give hf:FOLDER</source>
        <translation>请在有网络连接的计算机上下载它的 {join}，放入一个文件夹，并使用 hf:FOLDER</translation>
    </message>
    <message>
        <location filename="../../models/elsewhere/hub.py"/>
        <source>Fetching the weights of {name} from the Hugging Face hub; this happens once.</source>
        <translation>正在从 Hugging Face hub 下载 {name} 的权重；只需一次。</translation>
    </message>
    <message>
        <location filename="../../models/elsewhere/hub.py"/>
        <source>The Hugging Face hub has no network {name} that can be read without an account, and there is no such folder. Mind the spelling. {remedy}.</source>
        <translation>Hugging Face hub 上没有无需账户即可读取的网络 {name}，也没有这样的文件夹。请注意拼写。{remedy}。</translation>
    </message>
    <message>
        <location filename="../../models/elsewhere/hub.py"/>
        <source>There is no folder {name}, and {name_2}</source>
        <translation>没有文件夹 {name}，而且 {name_2}</translation>
    </message>
    <message>
        <location filename="../../models/elsewhere/hub.py"/>
        <source>the environment variable HF_HUB_OFFLINE is set</source>
        <translation>已设置环境变量 HF_HUB_OFFLINE</translation>
    </message>
    <message>
        <location filename="../../models/elsewhere/hub.py"/>
        <source>{REMEDY}, or train from scratch</source>
        <translation>{REMEDY}，或从头训练</translation>
    </message>
    <message>
        <location filename="../../models/elsewhere/hub.py"/>
        <source>{what} could not be fetched: no connection, and it is not in the cache. {remedy}.</source>
        <translation>{what} 无法下载：没有网络连接，且缓存中没有。{remedy}。</translation>
    </message>
    <message>
        <location filename="../../models/elsewhere/hub.py"/>
        <source>{what} could not be fetched: the hub answers {value}. {remedy}.</source>
        <translation>{what} 无法下载：hub 返回 {value}。{remedy}。</translation>
    </message>
    <message>
        <location filename="../../models/elsewhere/hugging_face.py"/>
        <source>The weights do not fit the {get} of their folder: {first_line} Fetch the folder again.</source>
        <translation>权重与其文件夹的 {get} 不匹配：{first_line} 请重新下载该文件夹。</translation>
    </message>
    <message>
        <location filename="../../models/elsewhere/hugging_face.py"/>
        <source>This network</source>
        <translation>此网络</translation>
    </message>
    <message>
        <location filename="../../models/elsewhere/hugging_face.py"/>
        <source>its network</source>
        <translation>其网络</translation>
    </message>
    <message>
        <location filename="../../models/elsewhere/hugging_face.py"/>
        <source>its settings</source>
        <translation>其设置</translation>
    </message>
    <message>
        <location filename="../../models/elsewhere/hugging_face.py"/>
        <source>transformers cannot be used: {first_line} Run: {INSTALL}</source>
        <translation>transformers 无法使用：{first_line} 请运行：{INSTALL}</translation>
    </message>
    <message>
        <location filename="../../models/elsewhere/hugging_face.py"/>
        <source>transformers cannot build a {get} of these settings: {first_line}</source>
        <translation>transformers 无法用这些设置建立 {get}：{first_line}</translation>
    </message>
    <message>
        <location filename="../../models/elsewhere/hugging_face.py"/>
        <source>transformers {version__} has no image classifier of the kind {kind}. Take another network, or a newer transformers. It has: {others}.</source>
        <translation>transformers {version__} 没有 {kind} 类型的图像分类器。请换用其他网络或更新的 transformers。现有：{others}。</translation>
    </message>
    <message>
        <location filename="../../models/elsewhere/hugging_face.py"/>
        <source>{name__} has no last layer that could be replaced. Take another network.</source>
        <translation>{name__} 没有可以替换的最后一层。请使用其他网络。</translation>
    </message>
    <message>
        <location filename="../../models/elsewhere/hugging_face.py"/>
        <source>{path} holds no network of Hugging Face. Give a folder, a name of the hub, or a model file of a network that began as one.</source>
        <translation>{path} 中没有 Hugging Face 的网络。请给出文件夹、hub 上的名称，或由此类网络训练得到的模型文件。</translation>
    </message>
    <message>
        <location filename="../../models/elsewhere/names.py"/>
        <source> It was made with {package} {before}, and {version} is installed: python -m pip install {package_2}=={before_2} opens it.</source>
        <translation>它是用 {package} {before} 生成的，而已安装的是 {version}：python -m pip install {package_2}=={before_2} 即可打开它。</translation>
    </message>
    <message>
        <location filename="../../models/elsewhere/names.py"/>
        <source>The network {name}</source>
        <translation>网络 {name}</translation>
    </message>
    <message>
        <location filename="../../models/elsewhere/names.py"/>
        <source>python -m pip install -r requirements-hub.txt</source>
        <translation>python -m pip install -r requirements-hub.txt</translation>
    </message>
    <message>
        <location filename="../../models/elsewhere/names.py"/>
        <source>{who} needs the package {package}, which is not installed. Run: {INSTALL}</source>
        <translation>{who} 需要软件包 {package}，但尚未安装。请运行：{INSTALL}</translation>
    </message>
    <message>
        <location filename="../../models/elsewhere/networks.py"/>
        <source>{shown_name} cannot take pictures of {value} x {value_2} (height x width): {reason}. It was made for {value_3} x {value_4}; take that (--input_shape {value_5} {value_6}).</source>
        <translation>{shown_name} 不能接受 {value} x {value_2}（高 x 宽）的图片：{reason}。它是为 {value_3} x {value_4} 设计的；请使用该尺寸（--input_shape {value_5} {value_6}）。</translation>
    </message>
    <message>
        <location filename="../../models/elsewhere/timm_networks.py"/>
        <source> Did you mean {join}?</source>
        <translation>您是否要找 {join}？</translation>
    </message>
    <message>
        <location filename="../../models/elsewhere/timm_networks.py"/>
        <source>Get {address} on a machine with a connection and give the file to --pretrained, or train from scratch</source>
        <translation>请在有网络连接的计算机上下载 {address}，并将文件交给 --pretrained，或从头训练</translation>
    </message>
    <message>
        <location filename="../../models/elsewhere/timm_networks.py"/>
        <source>Taking timm's weights of {name} ({value}); what is not in its cache is fetched now.</source>
        <translation>正在使用 timm 的 {name} 权重（{value}）；缓存中没有的内容现在下载。</translation>
    </message>
    <message>
        <location filename="../../models/elsewhere/timm_networks.py"/>
        <source>The weights of timm:{name}</source>
        <translation>timm:{name} 的权重</translation>
    </message>
    <message>
        <location filename="../../models/elsewhere/timm_networks.py"/>
        <source>timm cannot be used: {error}. Run: {INSTALL}</source>
        <translation>timm 无法使用：{error}。请运行：{INSTALL}</translation>
    </message>
    <message>
        <location filename="../../models/elsewhere/timm_networks.py"/>
        <source>timm cannot build {name} for {in_channels} channels and {num_classes} classes: {value}.</source>
        <translation>timm 无法为 {in_channels} 个通道和 {num_classes} 个类别建立 {name}：{value}。</translation>
    </message>
    <message>
        <location filename="../../models/elsewhere/timm_networks.py"/>
        <source>timm has no pretrained weights for {name}. Train it with --pretrained none.</source>
        <translation>timm 没有 {name} 的预训练权重。请用 --pretrained none 训练它。</translation>
    </message>
    <message>
        <location filename="../../models/elsewhere/timm_networks.py"/>
        <source>timm {version__} has no network called {name}.{hint}</source>
        <translation>timm {version__} 没有名为 {name} 的网络。{hint}</translation>
    </message>
    <message>
        <location filename="../../models/elsewhere/timm_networks.py"/>
        <source>timm {version__} has {architecture}, but not with weights called {tag}. Leave that part away.</source>
        <translation>timm {version__} 有 {architecture}，但没有名为 {tag} 的权重。请去掉该部分。</translation>
    </message>
    <message>
        <location filename="../../models/elsewhere/timm_networks.py"/>
        <source>{name__} of timm has no last layer that could be replaced. Take another network.</source>
        <translation>timm 的 {name__} 没有可以替换的最后一层。请使用其他网络。</translation>
    </message>
    <message>
        <location filename="../../models/factory.py"/>
        <source>(not installed)</source>
        <translation>（未安装）</translation>
    </message>
    <message>
        <location filename="../../models/factory.py"/>
        <source>A network needs at least one class; got {num_classes}.</source>
        <translation>网络至少需要一个类别；得到的是 {num_classes}。</translation>
    </message>
    <message>
        <location filename="../../models/factory.py"/>
        <source>A network takes pictures of 1 or 3 channels; got {in_channels}.</source>
        <translation>网络接受 1 或 3 个通道的图片；得到的是 {in_channels}。</translation>
    </message>
    <message>
        <location filename="../../models/factory.py"/>
        <source>The module {module_name}, which MODEL_CLASSES names, cannot be imported: {error}.</source>
        <translation>MODEL_CLASSES 指定的模块 {module_name} 无法导入：{error}。</translation>
    </message>
    <message>
        <location filename="../../models/factory.py"/>
        <source>torchvision {version} does not go with torch {version_2} ({error}). Install a matching pair with: python -m pip install --upgrade --force-reinstall torch torchvision</source>
        <translation>torchvision {version} 与 torch {version_2} 不匹配（{error}）。请安装匹配的一对：python -m pip install --upgrade --force-reinstall torch torchvision</translation>
    </message>
    <message>
        <location filename="../../models/factory.py"/>
        <source>{name} cannot be built: {module_name} has no {attribute}. Mend its entry in MODEL_CLASSES (models/registry.py).</source>
        <translation>{name} 无法建立：{module_name} 没有 {attribute}。请修正 MODEL_CLASSES（models/registry.py）中的条目。</translation>
    </message>
    <message>
        <location filename="../../models/factory.py"/>
        <source>{name} is missing. Install it with: python -m pip install -r requirements.txt</source>
        <translation>缺少 {name}。安装方法：python -m pip install -r requirements.txt</translation>
    </message>
    <message>
        <location filename="../../models/factory.py"/>
        <source>{name} needs a newer torchvision than {version}, which is installed. Update it with: python -m pip install --upgrade torch torchvision</source>
        <translation>{name} 需要比已安装的 {version} 更新的 torchvision。更新方法：python -m pip install --upgrade torch torchvision</translation>
    </message>
    <message>
        <location filename="../../models/pretrained.py"/>
        <source>There are no pretrained weights for {name}. Train it from scratch, or give a file of weights.</source>
        <translation>没有 {name} 的预训练权重。请从头训练，或给出权重文件。</translation>
    </message>
    <message>
        <location filename="../../models/pretrained.py"/>
        <source>There is no file {path}. Give a file of torchvision's weights, such as resnet18-f37072fd.pth.</source>
        <translation>没有文件 {path}。请给出 torchvision 的权重文件，例如 resnet18-f37072fd.pth。</translation>
    </message>
    <message>
        <location filename="../../models/pretrained.py"/>
        <source>{name} has no hash in its name, as in resnet18-f37072fd.pth, so that it cannot be checked. To start from it, name it when training: --pretrained {path}</source>
        <translation>{name} 的名称中没有像 resnet18-f37072fd.pth 那样的哈希值，因此无法校验。要从它开始，请在训练时指定：--pretrained {path}</translation>
    </message>
    <message>
        <location filename="../../models/pretrained.py"/>
        <source>{name} is none of the weights of the torchvision that is installed. To start from it all the same, name it when training: --pretrained {path}</source>
        <translation>{name} 不是已安装的 torchvision 的权重。如果仍要从它开始，请在训练时指定：--pretrained {path}</translation>
    </message>
    <message>
        <location filename="../../models/pretrained.py"/>
        <source>{path} is damaged or incomplete: its SHA-256 should begin with {expected}, but begins with {value}. Download it again.</source>
        <translation>{path} 已损坏或不完整：其 SHA-256 应以 {expected} 开头，实际以 {value} 开头。请重新下载。</translation>
    </message>
    <message>
        <location filename="../../models/surgery.py"/>
        <source>A network must return logits, or a tuple that begins with them; got a {name__}.</source>
        <translation>网络必须返回 logits，或以 logits 开头的元组；得到的是 {name__}。</translation>
    </message>
    <message>
        <location filename="../../models/surgery.py"/>
        <source>The dropout rate must be at least 0 and below 1; got {rate}.</source>
        <translation>Dropout 比例必须至少为 0 且小于 1；得到的是 {rate}。</translation>
    </message>
    <message>
        <location filename="../../models/surgery.py"/>
        <source>The first layer {name} of {name__} is grouped and cannot be adapted.</source>
        <translation>{name__} 的第一层 {name} 是分组卷积，无法调整。</translation>
    </message>
    <message>
        <location filename="../../models/surgery.py"/>
        <source>{name__} begins with no convolution that could be adapted to {in_channels} channels. Give its builder a parameter in_channels.</source>
        <translation>{name__} 开头没有可以调整为 {in_channels} 个通道的卷积。请给它的构造函数加上参数 in_channels。</translation>
    </message>
    <message>
        <location filename="../../models/surgery.py"/>
        <source>{name__} has no dropout, and its last layer {name} is a {name___2}, before which none can be put. Leave the dropout rate as the network comes.</source>
        <translation>{name__} 没有 dropout，其最后一层 {name} 是 {name___2}，前面无法加入 dropout。请保留网络自带的 dropout 比例。</translation>
    </message>
    <message>
        <location filename="../../models/surgery.py"/>
        <source>{name__} has no linear or convolutional layer that could be its last one.</source>
        <translation>{name__} 没有可以作为最后一层的线性层或卷积层。</translation>
    </message>
    <message>
        <location filename="../../models/surgery.py"/>
        <source>{name__} names {named} as its last layer, but has no such layer.</source>
        <translation>{name__} 将 {named} 指定为最后一层，但没有这样的层。</translation>
    </message>
    <message>
        <location filename="../../models/weights.py"/>
        <source>Cannot read {path}: {value}. Give a file of weights.</source>
        <translation>无法读取 {path}：{value}。请给出权重文件。</translation>
    </message>
    <message>
        <location filename="../../models/weights.py"/>
        <source>The file {name}</source>
        <translation>文件 {name}</translation>
    </message>
    <message>
        <location filename="../../models/weights.py"/>
        <source>The weights do not fit the network {network}: {some}. Choose the network that they were made with.</source>
        <translation>权重与网络 {network} 不匹配：{some}。请选择它们所属的网络。</translation>
    </message>
    <message>
        <location filename="../../models/weights.py"/>
        <source>The weights hold values that are not numbers (nan, in {name}): they are damaged, or of a training that failed. Take others.</source>
        <translation>权重中含有非数值（nan，位于 {name}）：文件已损坏，或来自失败的训练。请换用其他权重。</translation>
    </message>
    <message>
        <location filename="../../models/weights.py"/>
        <source>There is no file {path}. Give a file of weights (.pth).</source>
        <translation>没有文件 {path}。请给出权重文件 (.pth)。</translation>
    </message>
    <message>
        <location filename="../../models/weights.py"/>
        <source>There is no file {path}. Give a file of weights.</source>
        <translation>没有文件 {path}。请给出权重文件。</translation>
    </message>
    <message>
        <location filename="../../models/weights.py"/>
        <source>fresh for the new classes</source>
        <translation>为新类别重新初始化</translation>
    </message>
    <message>
        <location filename="../../models/weights.py"/>
        <source>fresh, not in the file</source>
        <translation>文件中没有，重新初始化</translation>
    </message>
    <message>
        <location filename="../../models/weights.py"/>
        <source>in the file but not used</source>
        <translation>文件中有但未使用</translation>
    </message>
    <message>
        <location filename="../../models/weights.py"/>
        <source>{layer} is missing</source>
        <translation>缺少 {layer}</translation>
    </message>
    <message>
        <location filename="../../models/weights.py"/>
        <source>{layer} is unknown</source>
        <translation>{layer} 未知</translation>
    </message>
    <message>
        <location filename="../../models/weights.py"/>
        <source>{name} is {shape} instead of {shape_2}</source>
        <translation>{name} 是 {shape}，而不是 {shape_2}</translation>
    </message>
    <message>
        <location filename="../../models/weights.py"/>
        <source>{n} layers loaded</source>
        <translation>已加载 {n} 层</translation>
    </message>
    <message>
        <location filename="../../models/weights.py"/>
        <source>{path} holds more than weights and could run code when it is opened, so it was not. Save its state_dict alone, with torch.save(model.state_dict(), file).</source>
        <translation>{path} 中不只有权重，打开时可能运行代码，因此没有打开。请只保存它的 state_dict：torch.save(model.state_dict(), file)。</translation>
    </message>
    <message>
        <location filename="../../models/weights.py"/>
        <source>{path} holds no weights. Give a file that holds a state_dict.</source>
        <translation>{path} 中没有权重。请给出含有 state_dict 的文件。</translation>
    </message>
    <message>
        <location filename="../../models/weights.py"/>
        <source>{path} is a TorchScript program, not weights. Save its state_dict alone.</source>
        <translation>{path} 是 TorchScript 程序，而不是权重。请只保存它的 state_dict。</translation>
    </message>
    <message>
        <location filename="../../models/weights.py"/>
        <source>{path} is cut short or damaged. Copy or fetch it again.</source>
        <translation>{path} 被截断或已损坏。请重新复制或下载。</translation>
    </message>
    <message>
        <location filename="../../models/weights.py"/>
        <source>{path} is damaged or is no file of weights. Copy or fetch it again.</source>
        <translation>{path} 已损坏或不是权重文件。请重新复制或下载。</translation>
    </message>
    <message>
        <location filename="../../ui/arrange.py"/>
        <source>as listed</source>
        <translation>按列表顺序</translation>
    </message>
    <message>
        <location filename="../../ui/arrange.py"/>
        <source>margin, closest call first</source>
        <translation>差距，最接近的在前</translation>
    </message>
    <message>
        <location filename="../../ui/arrange.py"/>
        <source>score, least sure first</source>
        <translation>得分，最没把握的在前</translation>
    </message>
    <message>
        <location filename="../../ui/arrange.py"/>
        <source>score, surest first</source>
        <translation>得分，最有把握的在前</translation>
    </message>
    <message>
        <location filename="../../ui/arrange.py"/>
        <source>surest mistakes first</source>
        <translation>最有把握的错误在前</translation>
    </message>
    <message>
        <location filename="../../ui/choose.py"/>
        <source>Model files (*.pth *.pt *.ckpt *.onnx);;All files (*)</source>
        <translation>模型文件 (*.pth *.pt *.ckpt *.onnx);;所有文件 (*)</translation>
    </message>
    <message>
        <location filename="../../ui/choose.py"/>
        <source>Pictures ({patterns});;All files (*)</source>
        <translation>图片 ({patterns});;所有文件 (*)</translation>
    </message>
    <message>
        <location filename="../../ui/choose.py"/>
        <source>Tables (*.csv *.tsv *.xlsx *.json *.jsonl *.txt);;All files (*)</source>
        <translation>表格 (*.csv *.tsv *.xlsx *.json *.jsonl *.txt);;所有文件 (*)</translation>
    </message>
    <message>
        <location filename="../../ui/choose.py"/>
        <source>{name} exists already. Replace it?</source>
        <translation>{name} 已存在。要替换它吗？</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>&amp;About Classwise</source>
        <translation>关于 Classwise(&amp;A)</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>&amp;Actual size</source>
        <translation>实际大小(&amp;A)</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>&amp;Add a runs folder...</source>
        <translation>添加训练记录文件夹(&amp;A)...</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>&amp;Continue a run...</source>
        <translation>继续训练(&amp;C)...</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>&amp;Continue...</source>
        <translation>继续(&amp;C)...</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>&amp;Copy details for a report</source>
        <translation>复制报告所需的详情(&amp;C)</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>&amp;Copy this result</source>
        <translation>复制此结果(&amp;C)</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>&amp;Delete</source>
        <translation>删除(&amp;D)</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>&amp;Evaluate the run</source>
        <translation>评估训练记录(&amp;E)</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>&amp;Export results...</source>
        <translation>导出结果(&amp;E)...</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>&amp;Filter by name</source>
        <translation>按名称筛选(&amp;F)</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>&amp;First picture</source>
        <translation>第一张图片(&amp;F)</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>&amp;Go to...</source>
        <translation>转到(&amp;G)...</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>&amp;Heatmap</source>
        <translation>热力图(&amp;H)</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>&amp;Last picture</source>
        <translation>最后一张图片(&amp;L)</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>&amp;Leave out</source>
        <translation>排除(&amp;L)</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>&amp;Log</source>
        <translation>日志(&amp;L)</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>&amp;Move files into class folders...</source>
        <translation>将文件移到类别文件夹(&amp;M)...</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>&amp;New class...</source>
        <translation>新类别(&amp;N)...</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>&amp;Next picture</source>
        <translation>下一张图片(&amp;N)</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>&amp;Pause or resume</source>
        <translation>暂停或继续(&amp;P)</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>&amp;Predict</source>
        <translation>预测(&amp;P)</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>&amp;Recent</source>
        <translation>最近使用(&amp;R)</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>&amp;Run</source>
        <translation>运行(&amp;R)</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>&amp;Runs</source>
        <translation>训练记录(&amp;R)</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>&amp;Save labels</source>
        <translation>保存标签(&amp;S)</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>&amp;Scale</source>
        <translation>缩放(&amp;S)</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>&amp;Shortcuts</source>
        <translation>快捷键(&amp;S)</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>&amp;Start training</source>
        <translation>开始训练(&amp;S)</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>&amp;Take changes back</source>
        <translation>撤回更改(&amp;T)</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>&amp;Theme</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>&amp;Train</source>
        <translation>训练(&amp;T)</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>&amp;Train again with corrections...</source>
        <translation>用更正结果重新训练(&amp;T)...</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>&amp;Train with its settings</source>
        <translation>用它的设置训练(&amp;T)</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>&amp;Troubleshooting</source>
        <translation>疑难解答(&amp;T)</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>&amp;Undo a sorting...</source>
        <translation>撤销分类(&amp;U)...</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>&amp;Undo the move...</source>
        <translation>撤销移动(&amp;U)...</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>&amp;Zoom in</source>
        <translation>放大(&amp;Z)</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>All keys</source>
        <translation>所有快捷键</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Au&amp;gmentation...</source>
        <translation>数据增强(&amp;G)...</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Backspace</source>
        <translation>Backspace</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Browse these pictures one by one</source>
        <translation>逐张浏览这些图片</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Browse what its network says</source>
        <translation>浏览其网络的判断</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Choose a folder</source>
        <translation>选择文件夹</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Choose a table or zip</source>
        <translation>选择表格或 zip 文件</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Close the window</source>
        <translation>关闭窗口</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Copy the train.py co&amp;mmand</source>
        <translation>复制 train.py 命令(&amp;M)</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Correct &amp;mode</source>
        <translation>更正模式(&amp;M)</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Do it again</source>
        <translation>再做一次</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Do not use this picture for training; its file stays</source>
        <translation>不将此图片用于训练；文件保留</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>E&amp;xport...</source>
        <translation>导出(&amp;X)...</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Eval&amp;uate</source>
        <translation>评估(&amp;U)</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Evaluate a&amp;gain</source>
        <translation>重新评估(&amp;G)</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Everything the run wrote</source>
        <translation>训练写入的全部文件</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>F&amp;it the picture</source>
        <translation>图片适应窗口(&amp;I)</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Fi&amp;lter</source>
        <translation>筛选(&amp;L)</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Filter &amp;by name</source>
        <translation>按名称筛选(&amp;B)</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Find runs by what they are called</source>
        <translation>按名称查找训练记录</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Finish this batch, save, and stop</source>
        <translation>完成这一批，保存，然后停止</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Finish this epoch, save, and stop</source>
        <translation>完成这一轮，保存，然后停止</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Full scr&amp;een picture</source>
        <translation>全屏图片(&amp;E)</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Go on with a run that was stopped</source>
        <translation>继续已停止的训练</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Go on with the chosen run</source>
        <translation>继续所选的训练</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Help on this &amp;page</source>
        <translation>此页面的帮助(&amp;P)</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Hold the training, or let it go on</source>
        <translation>暂停训练，或让它继续</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Keys 1 to 9 set the true class</source>
        <translation>按 1 到 9 键设置真实类别</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Language, theme, device, cache and more</source>
        <translation>语言、主题、设备、缓存等</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Leave &amp;out</source>
        <translation>排除(&amp;O)</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Loo&amp;k again</source>
        <translation>重新查找(&amp;K)</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Look for runs in another folder too</source>
        <translation>也在其他文件夹中查找训练记录</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Look for runs now</source>
        <translation>立即查找训练记录</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Many thumbnails in place of the large picture</source>
        <translation>用许多缩略图代替大图</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Memory, not converging, NaN, slow, wrong torch</source>
        <translation>内存、不收敛、NaN、速度慢、torch 不匹配</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Move the chosen runs to the trash</source>
        <translation>将所选训练记录移到回收站</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Move the files themselves, with an undo file</source>
        <translation>移动文件本身，并写出撤销文件</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Move the selected pictures to a class that is not there yet</source>
        <translation>将所选图片移到一个新的类别</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Ne&amp;xt picture</source>
        <translation>下一张图片(&amp;X)</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>No command uses the selected pictures</source>
        <translation>任何命令都不使用所选图片</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>One page of HTML with all figures and the worst mistakes</source>
        <translation>一个 HTML 页面，含所有指标和最严重的错误</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>One picture &amp;large</source>
        <translation>一张大图(&amp;L)</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>One picture after another</source>
        <translation>逐张浏览图片</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>One picture in place of many thumbnails</source>
        <translation>用一张图片代替许多缩略图</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Open &amp;data...</source>
        <translation>打开数据(&amp;D)...</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Open &amp;model...</source>
        <translation>打开模型(&amp;M)...</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Open a &amp;table or zip...</source>
        <translation>打开表格或 zip(&amp;T)...</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Open in &amp;Evaluate</source>
        <translation>在评估页打开(&amp;E)</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Open in &amp;Predict</source>
        <translation>在预测页打开(&amp;P)</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Open its folder in the file manager</source>
        <translation>在文件管理器中打开其文件夹</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Open pictures to &amp;predict...</source>
        <translation>打开要预测的图片(&amp;P)...</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Open the &amp;report</source>
        <translation>打开报告(&amp;R)</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Open the &amp;sample digits</source>
        <translation>打开示例数字图片(&amp;S)</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Open the Train page with the corrected labels, the old settings and the same split</source>
        <translation>用更正后的标签、原来的设置和相同的划分打开训练页</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Open the Train page with them</source>
        <translation>用这些设置打开训练页</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Part the pictures into train, val and test</source>
        <translation>将图片划分为训练集、验证集和测试集</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Pictures as a gri&amp;d</source>
        <translation>以网格显示图片(&amp;D)</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Pictures that look ali&amp;ke</source>
        <translation>相似的图片(&amp;K)</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Pla&amp;y or pause</source>
        <translation>播放或暂停(&amp;Y)</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Play fas&amp;ter</source>
        <translation>加快播放(&amp;T)</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Play slo&amp;wer</source>
        <translation>减慢播放(&amp;W)</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Pre&amp;ferences...</source>
        <translation>首选项(&amp;F)...</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Pre&amp;vious picture</source>
        <translation>上一张图片(&amp;V)</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Predict the chosen pictures</source>
        <translation>预测所选图片</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Predict these pictures anew and judge them</source>
        <translation>重新预测这些图片并评估</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Put moved files back where they were</source>
        <translation>将移动过的文件放回原处</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>S&amp;plit...</source>
        <translation>划分(&amp;P)...</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>S&amp;top now</source>
        <translation>立即停止(&amp;T)</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Save all annotated pictures...</source>
        <translation>保存所有标注图片...</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Save la&amp;bels as...</source>
        <translation>标签另存为(&amp;B)...</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Save the annotated &amp;picture...</source>
        <translation>保存标注图片(&amp;P)...</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Save the report &amp;as...</source>
        <translation>报告另存为(&amp;A)...</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>See its mistakes on the test pictures</source>
        <translation>查看它在测试图片上的错误</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>See pictures as the network will</source>
        <translation>像网络那样查看图片</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>See where its network errs</source>
        <translation>查看网络在哪里出错</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Select &amp;all</source>
        <translation>全选(&amp;A)</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Select all pictures shown</source>
        <translation>选择显示的所有图片</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Show &amp;folder</source>
        <translation>显示文件夹(&amp;F)</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Show the picture's fol&amp;der</source>
        <translation>显示图片所在文件夹(&amp;D)</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Show the run's &amp;folder</source>
        <translation>显示训练记录的文件夹(&amp;F)</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Show where in the picture the network sees the class</source>
        <translation>显示网络在图片的哪些部分看到该类别</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Sort i&amp;nto folders...</source>
        <translation>分类到文件夹(&amp;N)...</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Stop &amp;after this epoch</source>
        <translation>在这一轮之后停止(&amp;A)</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Stop predicting</source>
        <translation>停止预测</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Stop; nothing is written</source>
        <translation>停止；不写入任何内容</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Take back an earlier sorting into folders, also one that broke off</source>
        <translation>撤销之前的一次分类到文件夹，包括中途中断的</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Take the newest change of labels back</source>
        <translation>撤回最近一次标签更改</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>The evaluation's files</source>
        <translation>评估产生的文件</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>The report, in the browser</source>
        <translation>在浏览器中查看报告</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>The same training on the command line</source>
        <translation>在命令行进行同样的训练</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>The selected pictures are again what was read of them</source>
        <translation>所选图片恢复为读取到的标签</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Train with the settings shown</source>
        <translation>用所显示的设置训练</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Two by two, side by side</source>
        <translation>两两并排显示</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Use the digits that come with Classwise</source>
        <translation>使用 Classwise 自带的数字图片</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Versions and the end of the log</source>
        <translation>版本信息和日志末尾</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>What happened so far, line by line</source>
        <translation>到目前为止逐行记录的过程</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Write another table</source>
        <translation>写入另一个表格</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Write its model as ONNX, for other programs</source>
        <translation>将它的模型写成 ONNX，供其他程序使用</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Write labels.csv</source>
        <translation>写入 labels.csv</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Write the predictions to a file</source>
        <translation>将预测结果写入文件</translation>
    </message>
    <message>
        <location filename="../../ui/commands.py"/>
        <source>Zoom &amp;out</source>
        <translation>缩小(&amp;O)</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/augmentation.py"/>
        <source>Acts where the augmentation is RandAugment.</source>
        <translation>仅在数据增强为 RandAugment 时起作用。</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/augmentation.py"/>
        <source>As the network sees it</source>
        <translation>网络看到的样子</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/augmentation.py"/>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/augmentation.py"/>
        <source>Epoch {n}</source>
        <translation>第 {n} 轮</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/augmentation.py"/>
        <source>In training: twelve epochs</source>
        <translation>训练时：十二个轮次</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/augmentation.py"/>
        <source>In validation and prediction</source>
        <translation>验证和预测时</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/augmentation.py"/>
        <source>Next picture</source>
        <translation>下一张图片</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/augmentation.py"/>
        <source>Nothing is mirrored, as the augmentation is None: pictures are not varied.</source>
        <translation>数据增强为“无”：图片不作变化，因此不会镜像翻转。</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/augmentation.py"/>
        <source>Previous picture</source>
        <translation>上一张图片</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/augmentation.py"/>
        <source>Take them over on the Train page</source>
        <translation>将它们用于训练页</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/augmentation.py"/>
        <source>Use these settings</source>
        <translation>使用这些设置</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/augmentation.py"/>
        <source>{width} x {height}, seen as {seen_width} x {seen_height}</source>
        <translation>{width} x {height}，网络看到 {seen_width} x {seen_height}</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/class_name.py"/>
        <source>Make {name}</source>
        <translation>新建 {name}</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/class_name.py"/>
        <source>There is a class {known} already. Shall the pictures go there?</source>
        <translation>已有类别 {known}。要将图片归入该类别吗？</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/class_name.py"/>
        <source>Use {name}</source>
        <translation>使用 {name}</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/class_name.py"/>
        <source>{name} differs from it in upper and lower case only. Networks learn them as two classes, and Windows and macOS take their folders for one.</source>
        <translation>{name} 与它只有大小写不同。网络会把它们当作两个类别来学习，而 Windows 和 macOS 会把它们的文件夹当作同一个。</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/closing.py"/>
        <source>Let it run</source>
        <translation>让它继续运行</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/closing.py"/>
        <source>Stop and close</source>
        <translation>停止并关闭</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/closing.py"/>
        <source>Stop and save</source>
        <translation>停止并保存</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/closing.py"/>
        <source>Stop it and close? What is not done by then is left undone.</source>
        <translation>要停止并关闭吗？届时尚未完成的部分将不再处理。</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/closing.py"/>
        <source>Stop it, save what was learned, and close? It can go on later, by "Continue a run..." on the Train page.</source>
        <translation>要停止训练、保存已学到的内容并关闭吗？以后可以在“训练”页用“继续训练...”接着进行。</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/closing.py"/>
        <source>{title} is not done yet.</source>
        <translation>“{title}”尚未完成。</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/continue_run.py"/>
        <source>Choose a folder...</source>
        <translation>选择文件夹...</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/continue_run.py"/>
        <source>Choose a run to go on with; it goes on with its own settings and its own split.</source>
        <translation>选择要继续的训练；它会沿用自己的设置和自己的数据划分。</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/continue_run.py"/>
        <source>Choose a run's folder</source>
        <translation>选择训练记录的文件夹</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/continue_run.py"/>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/continue_run.py"/>
        <source>Continue a run</source>
        <translation>继续训练</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/continue_run.py"/>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/continue_run.py"/>
        <source>Its pictures are not in {folder} any more.</source>
        <translation>图片已不在 {folder}。</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/continue_run.py"/>
        <source>Its pictures: {folder}</source>
        <translation>图片位于：{folder}</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/continue_run.py"/>
        <source>No run that could go on was found. A run's folder can be chosen.</source>
        <translation>没有找到可以继续的训练。可以选择一个训练记录的文件夹。</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/continue_run.py"/>
        <source>Runs</source>
        <translation>训练记录</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/continue_run.py"/>
        <source>Training run</source>
        <translation>训练记录</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/continue_run.py"/>
        <source>Up to epoch</source>
        <translation>直到轮次</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/continue_run.py"/>
        <source>Where it stands</source>
        <translation>进度</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/document.py"/>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/document.py"/>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/document.py"/>
        <source>The help page {path} cannot be read: {reason}.</source>
        <translation>帮助页面 {path} 无法读取：{reason}。</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/document.py"/>
        <source>To where you came from (Alt+Left)</source>
        <translation>回到来处 (Alt+Left)</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/errors.py"/>
        <source>Copy details</source>
        <translation>复制详情</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/errors.py"/>
        <source>More help</source>
        <translation>更多帮助</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/errors.py"/>
        <source>Something went wrong inside Classwise. The window stays open, and your files are as they were.</source>
        <translation>Classwise 内部出现了问题。窗口保持打开，您的文件没有变化。</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/errors.py"/>
        <source>{summary}

The details are in the log, {log}. Please send them with a report.</source>
        <translation>{summary}

详情见日志 {log}。报告问题时请附上。</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/evaluate_on.py"/>
        <source>All pictures</source>
        <translation>全部图片</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/evaluate_on.py"/>
        <source>Choosing a run by its test figures makes these too good. Choose by val; look at test once, at the end.</source>
        <translation>按测试指标选择训练记录会使指标偏高。请按验证结果选择；测试结果只在最后看一次。</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/evaluate_on.py"/>
        <source>Evaluate</source>
        <translation>评估</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/evaluate_on.py"/>
        <source>Evaluate on the same pictures</source>
        <translation>在相同图片上评估</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/evaluate_on.py"/>
        <source>Split</source>
        <translation>划分</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/evaluate_on.py"/>
        <source>Test pictures</source>
        <translation>测试集图片</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/evaluate_on.py"/>
        <source>The {n} chosen runs are judged on the same pictures. Pictures that one of them was trained with are left out for all.</source>
        <translation>所选的 {n} 条训练记录在相同图片上评估。其中任意一条训练时用过的图片，对所有记录都不计入。</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/evaluate_on.py"/>
        <source>Val pictures</source>
        <translation>验证集图片</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/export.py"/>
        <source>All with a result: {pictures}, as listed</source>
        <translation>所有有结果的：{pictures}，按列表顺序</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/export.py"/>
        <source>Choose a folder first.</source>
        <translation>请先选择文件夹。</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/export.py"/>
        <source>Choose file...</source>
        <translation>选择文件...</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/export.py"/>
        <source>Choose...</source>
        <translation>选择...</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/export.py"/>
        <source>Copy the pictures</source>
        <translation>复制图片</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/export.py"/>
        <source>Folder to write into</source>
        <translation>写入的文件夹</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/export.py"/>
        <source>Form</source>
        <translation>格式</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/export.py"/>
        <source>How</source>
        <translation>方式</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/export.py"/>
        <source>Link to them (needs no room)</source>
        <translation>链接到图片（不占空间）</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/export.py"/>
        <source>No picture that passes the filter has a result yet.</source>
        <translation>通过筛选的图片还没有结果。</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/export.py"/>
        <source>Sort</source>
        <translation>分类</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/export.py"/>
        <source>Sort into folders</source>
        <translation>分类到文件夹</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/export.py"/>
        <source>Those shown: {pictures}, in the order shown</source>
        <translation>所显示的：{pictures}，按显示顺序</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/export.py"/>
        <source>Which pictures</source>
        <translation>哪些图片</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/export.py"/>
        <source>csv: a table with every class's score, for spreadsheets</source>
        <translation>csv：含每个类别得分的表格，适合电子表格软件</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/export.py"/>
        <source>json: a list with the best classes, for programs</source>
        <translation>json：含最佳类别的列表，适合程序使用</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/export.py"/>
        <source>jsonl: the same, one picture a line</source>
        <translation>jsonl：内容相同，每张图片一行</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/export.py"/>
        <source>txt: three lines a picture, for reading and older scripts</source>
        <translation>txt：每张图片三行，适合阅读和旧脚本</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/findings.py"/>
        <source>    and {n:,} more</source>
        <translation>    还有 {n:,} 条</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/findings.py"/>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/findings.py"/>
        <source>Findings</source>
        <translation>检查结果</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/help.py"/>
        <source>  or  </source>
        <translation>  或  </translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/help.py"/>
        <source>&amp;Data</source>
        <translation>数据(&amp;D)</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/help.py"/>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/help.py"/>
        <source>1 to 9</source>
        <translation>1 到 9</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/help.py"/>
        <source>About Classwise</source>
        <translation>关于 Classwise</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/help.py"/>
        <source>Classwise {get}</source>
        <translation>Classwise {get}</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/help.py"/>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/help.py"/>
        <source>Copy versions</source>
        <translation>复制版本信息</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/help.py"/>
        <source>Ctrl+1 to Ctrl+5</source>
        <translation>Ctrl+1 到 Ctrl+5</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/help.py"/>
        <source>Go to a page</source>
        <translation>转到页面</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/help.py"/>
        <source>Image classification on your own machine. Your pictures stay on it.

Free software under the GNU General Public License, version 3 or later; without any warranty.</source>
        <translation>在您自己的计算机上进行图片分类。您的图片不会离开这台计算机。

自由软件，遵循 GNU 通用公共许可证第 3 版或更高版本；不提供任何担保。</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/help.py"/>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/help.py"/>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/help.py"/>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/help.py"/>
        <source>Search the shortcuts</source>
        <translation>搜索快捷键</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/help.py"/>
        <source>Set the true class (correct mode)</source>
        <translation>设置真实类别（更正模式）</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/help.py"/>
        <source>Shortcuts</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/help.py"/>
        <source>Your settings and logs: {folder}</source>
        <translation>您的设置和日志：{folder}</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/lr_search.py"/>
        <source>A copy of the network is trained for up to 100 steps while the learning rate rises. Where its loss falls most steeply is a good learning rate.</source>
        <translation>用网络的副本训练最多 100 步，同时提高学习率。损失下降最快处就是合适的学习率。</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/lr_search.py"/>
        <source>At none of the learning rates did the loss fall by more than it differs from batch to batch. Keep the usual rate, try larger batches, or look at the classes and pictures.</source>
        <translation>在所有学习率下，损失的下降都没有超过各批次之间的差异。请保留通常的学习率、试用更大的批次，或检查类别和图片。</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/lr_search.py"/>
        <source>Begins...</source>
        <translation>正在开始...</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/lr_search.py"/>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/lr_search.py"/>
        <source>Find a learning rate</source>
        <translation>查找学习率</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/lr_search.py"/>
        <source>Loss at each learning rate</source>
        <translation>各学习率下的损失</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/lr_search.py"/>
        <source>Progress of the search</source>
        <translation>查找进度</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/lr_search.py"/>
        <source>The loss falls most steeply at {rate}.</source>
        <translation>损失在 {rate} 处下降最快。</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/lr_search.py"/>
        <source>The plot was saved as {path}</source>
        <translation>图已保存为 {path}</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/lr_search.py"/>
        <source>Use {rate}</source>
        <translation>使用 {rate}</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/lr_search.py"/>
        <source>learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/lr_search.py"/>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/mapping.py"/>
        <source>(a column for each class)</source>
        <translation>（每个类别一列）</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/mapping.py"/>
        <source>(none)</source>
        <translation>（无）</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/mapping.py"/>
        <source>Choose the folder of the pictures</source>
        <translation>选择图片所在的文件夹</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/mapping.py"/>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/mapping.py"/>
        <source>Looking for the pictures of the first rows...</source>
        <translation>正在查找前几行的图片...</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/mapping.py"/>
        <source>None of the pictures was found.</source>
        <translation>没有找到任何图片。</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/mapping.py"/>
        <source>Patient</source>
        <translation>患者</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/mapping.py"/>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/mapping.py"/>
        <source>Pictures with the same entry stay in one split: one patient, one lesion, one animal</source>
        <translation>条目相同的图片留在同一个划分中：同一患者、同一病灶、同一动物</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/mapping.py"/>
        <source>The first rows</source>
        <translation>前几行</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/mapping.py"/>
        <source>The first {before:,} pictures were not found; of the next {n}, {found} were.</source>
        <translation>前 {before:,} 张图片没有找到；接下来的 {n} 张中找到了 {found} 张。</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/mapping.py"/>
        <source>Use this</source>
        <translation>使用</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/mapping.py"/>
        <source>What is in {name}?</source>
        <translation>{name} 中有什么？</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/mapping.py"/>
        <source>not found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/mapping.py"/>
        <source>{found} of the first {n} pictures were found.</source>
        <translation>前 {n} 张图片中找到了 {found} 张。</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/networks.py"/>
        <source>A folder with a network in the Hugging Face form: config.json, preprocessor_config.json and model.safetensors. Nothing in it is executed.</source>
        <translation>Hugging Face 格式的网络文件夹：config.json、preprocessor_config.json 和 model.safetensors。其中的任何内容都不会被执行。</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/networks.py"/>
        <source>All networks</source>
        <translation>所有网络</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/networks.py"/>
        <source>Choose</source>
        <translation>选择</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/networks.py"/>
        <source>Choose a network in the table, or type its name.</source>
        <translation>请在表中选择一个网络，或输入其名称。</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/networks.py"/>
        <source>Hugging Face folder...</source>
        <translation>Hugging Face 文件夹...</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/networks.py"/>
        <source>Networks</source>
        <translation>网络</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/networks.py"/>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/networks.py"/>
        <source>Relative time</source>
        <translation>相对时间</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/networks.py"/>
        <source>Search the networks</source>
        <translation>搜索网络</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/networks.py"/>
        <source>Search, such as mobile or resnet</source>
        <translation>搜索，例如 mobile 或 resnet</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/networks.py"/>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/networks.py"/>
        <source>to download ({mb:.0f} MB)</source>
        <translation>需下载（{mb:.0f} MB）</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/preferences.py"/>
        <source>Pages of the preferences</source>
        <translation>首选项的页面</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/preferences.py"/>
        <source>Preferences</source>
        <translation>首选项</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/split.py"/>
        <source>A table that every command takes</source>
        <translation>所有命令都能使用的表格</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/split.py"/>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/split.py"/>
        <source>As the data has them</source>
        <translation>按数据自带的</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/split.py"/>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/split.py"/>
        <source>Column of the table</source>
        <translation>表格的列</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/split.py"/>
        <source>Equal and nearly equal pictures go to one split, so that no figure flatters</source>
        <translation>相同和几乎相同的图片放在同一个划分中，使指标不会偏高</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/split.py"/>
        <source>Groups</source>
        <translation>分组</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/split.py"/>
        <source>Keep pictures that look alike together</source>
        <translation>将相似的图片放在一起</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/split.py"/>
        <source>No groups</source>
        <translation>不分组</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/split.py"/>
        <source>Part of the file's name</source>
        <translation>文件名的一部分</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/split.py"/>
        <source>Pattern</source>
        <translation>规则</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/split.py"/>
        <source>Pictures of each class in each split</source>
        <translation>每个划分中各类别的图片数</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/split.py"/>
        <source>Regular expression whose part (?P&lt;group&gt;...) is the group</source>
        <translation>正则表达式，其中 (?P&lt;group&gt;...) 部分是组</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/split.py"/>
        <source>Save labels and use this split</source>
        <translation>保存标签并使用此划分</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/split.py"/>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/split.py"/>
        <source>Split into train, val and test</source>
        <translation>划分为训练集、验证集和测试集</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/split.py"/>
        <source>Test set</source>
        <translation>测试集</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/split.py"/>
        <source>The Train page trains with it; your folder stays as it is</source>
        <translation>训练页将用它训练；您的文件夹保持原样</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/split.py"/>
        <source>There is no split yet.</source>
        <translation>还没有划分。</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/split.py"/>
        <source>Train set</source>
        <translation>训练集</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/split.py"/>
        <source>Use this split</source>
        <translation>使用此划分</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/split.py"/>
        <source>Val set</source>
        <translation>验证集</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/split.py"/>
        <source>What train and val leave</source>
        <translation>训练集和验证集之外的其余图片</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/split.py"/>
        <source>Working it out...</source>
        <translation>正在计算...</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/split.py"/>
        <source>Write splits.csv...</source>
        <translation>写出 splits.csv...</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/unsaved.py"/>
        <source>Keep both</source>
        <translation>两者都保留</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/unsaved.py"/>
        <source>Keep both saves them together with your changes. Replace writes over them in {path}.</source>
        <translation>“两者都保留”会把它们和您的更改一起保存；“替换”会覆盖 {path} 中的这些标签。</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/unsaved.py"/>
        <source>Keep the labels of before?</source>
        <translation>保留以前的标签吗？</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/unsaved.py"/>
        <source>Replace</source>
        <translation>替换</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/unsaved.py"/>
        <source>Save the labels?</source>
        <translation>保存标签？</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/unsaved.py"/>
        <source>Save writes labels.csv. The pictures stay where they are.</source>
        <translation>“保存”会写入 labels.csv。图片留在原处。</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/unsaved.py"/>
        <source>The file holds another label of {n} picture, which is not in use here.</source>
        <translation>文件中有 {n} 张图片的标签与此处不同，此处没有使用。</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/unsaved.py"/>
        <source>The file holds other labels of {n:,} pictures, which are not in use here.</source>
        <translation>文件中有 {n:,} 张图片的标签与此处不同，此处没有使用。</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/unsaved.py"/>
        <source>The label of {n} picture is not saved.</source>
        <translation>{n} 张图片的标签尚未保存。</translation>
    </message>
    <message>
        <location filename="../../ui/dialogs/unsaved.py"/>
        <source>The labels of {n:,} pictures are not saved.</source>
        <translation>{n:,} 张图片的标签尚未保存。</translation>
    </message>
    <message>
        <location filename="../../ui/matrix.py"/>
        <source>Counts</source>
        <translation>计数</translation>
    </message>
    <message>
        <location filename="../../ui/matrix.py"/>
        <source>Share of the predicted class</source>
        <translation>占预测类别的比例</translation>
    </message>
    <message>
        <location filename="../../ui/matrix.py"/>
        <source>Share of the true class</source>
        <translation>占真实类别的比例</translation>
    </message>
    <message>
        <location filename="../../ui/matrix.py"/>
        <source>predicted {name}: {right:,} of {total:,} rightly ({share})</source>
        <translation>预测为 {name}：{total:,} 张中 {right:,} 张正确（{share}）</translation>
    </message>
    <message>
        <location filename="../../ui/matrix.py"/>
        <source>true class {name}: {right:,} of {total:,} found ({share})</source>
        <translation>真实类别 {name}：{total:,} 张中找到 {right:,} 张（{share}）</translation>
    </message>
    <message>
        <location filename="../../ui/matrix.py"/>
        <source>true class {true}, predicted {predicted}: {count:,} of {total:,} ({share})</source>
        <translation>真实类别 {true}，预测为 {predicted}：{total:,} 张中 {count:,} 张（{share}）</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data_page.py"/>
        <source>All labels are saved.</source>
        <translation>所有标签均已保存。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data_page.py"/>
        <source>Augmentation...</source>
        <translation>数据增强...</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data_page.py"/>
        <source>Choose data...</source>
        <translation>选择数据...</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data_page.py"/>
        <source>Classes</source>
        <translation>类别</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data_page.py"/>
        <source>Classes by split</source>
        <translation>各划分中的类别</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data_page.py"/>
        <source>Move the selected pictures to a class that is not there yet (N)</source>
        <translation>将所选图片移到一个新的类别 (N)</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data_page.py"/>
        <source>Move to class {number}</source>
        <translation>移到类别 {number}</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data_page.py"/>
        <source>New class...</source>
        <translation>新类别...</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data_page.py"/>
        <source>No split</source>
        <translation>未划分</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data_page.py"/>
        <source>Pictures that look alike, two by two (D)</source>
        <translation>相似的图片，两两并排 (D)</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data_page.py"/>
        <source>Reading the data</source>
        <translation>正在读取数据</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data_page.py"/>
        <source>Save labels</source>
        <translation>保存标签</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data_page.py"/>
        <source>Save labels ({n:,})</source>
        <translation>保存标签（{n:,}）</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data_page.py"/>
        <source>Select pictures first.</source>
        <translation>请先选择图片。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data_page.py"/>
        <source>Show all pictures</source>
        <translation>显示所有图片</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data_page.py"/>
        <source>Side by side...</source>
        <translation>并排比较...</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data_page.py"/>
        <source>Split...</source>
        <translation>划分...</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data_page.py"/>
        <source>Write labels.csv (Ctrl+S); until then nothing on disk changes</source>
        <translation>写入 labels.csv (Ctrl+S)；在此之前磁盘上没有任何变化</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data_page.py"/>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data_page.py"/>
        <source>test</source>
        <translation>测试集</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data_page.py"/>
        <source>train</source>
        <translation>训练集</translation>
    </message>
    <message>
        <location filename="../../ui/pages/data_page.py"/>
        <source>val</source>
        <translation>验证集</translation>
    </message>
    <message>
        <location filename="../../ui/pages/evaluate_page.py"/>
        <source>Calibration</source>
        <translation>校准</translation>
    </message>
    <message>
        <location filename="../../ui/pages/evaluate_page.py"/>
        <source>Choose pictures...</source>
        <translation>选择图片...</translation>
    </message>
    <message>
        <location filename="../../ui/pages/evaluate_page.py"/>
        <source>Choose run...</source>
        <translation>选择训练记录...</translation>
    </message>
    <message>
        <location filename="../../ui/pages/evaluate_page.py"/>
        <source>Figures</source>
        <translation>指标</translation>
    </message>
    <message>
        <location filename="../../ui/pages/evaluate_page.py"/>
        <source>PR</source>
        <translation>PR</translation>
    </message>
    <message>
        <location filename="../../ui/pages/evaluate_page.py"/>
        <source>Pairs</source>
        <translation>类别对</translation>
    </message>
    <message>
        <location filename="../../ui/pages/evaluate_page.py"/>
        <source>Precision over recall</source>
        <translation>精确率与召回率</translation>
    </message>
    <message>
        <location filename="../../ui/pages/evaluate_page.py"/>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <location filename="../../ui/pages/evaluate_page.py"/>
        <source>ROC</source>
        <translation>ROC</translation>
    </message>
    <message>
        <location filename="../../ui/pages/evaluate_page.py"/>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <location filename="../../ui/pages/evaluate_page.py"/>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <location filename="../../ui/pages/evaluate_page.py"/>
        <source>Stop; nothing is written (Ctrl+.)</source>
        <translation>停止；不写入任何内容 (Ctrl+.)</translation>
    </message>
    <message>
        <location filename="../../ui/pages/evaluate_page.py"/>
        <source>The classes most often taken for another</source>
        <translation>最常被误判为其他类别的类别</translation>
    </message>
    <message>
        <location filename="../../ui/pages/evaluate_page.py"/>
        <source>The figures appear here when the pictures are predicted.</source>
        <translation>图片预测完成后，各项指标会显示在这里。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/evaluate_page.py"/>
        <source>What is shown of the evaluation</source>
        <translation>显示评估的哪一部分</translation>
    </message>
    <message>
        <location filename="../../ui/pages/predict_page.py"/>
        <source>Choose model...</source>
        <translation>选择模型...</translation>
    </message>
    <message>
        <location filename="../../ui/pages/predict_page.py"/>
        <source>Predict</source>
        <translation>预测</translation>
    </message>
    <message>
        <location filename="../../ui/pages/predict_page.py"/>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <location filename="../../ui/pages/predict_page.py"/>
        <source>Run the prediction</source>
        <translation>运行预测</translation>
    </message>
    <message>
        <location filename="../../ui/pages/predict_page.py"/>
        <source>Show only the pictures that cannot be read</source>
        <translation>只显示无法读取的图片</translation>
    </message>
    <message>
        <location filename="../../ui/pages/predict_page.py"/>
        <source>Show them</source>
        <translation>显示它们</translation>
    </message>
    <message>
        <location filename="../../ui/pages/predict_page.py"/>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <location filename="../../ui/pages/predict_page.py"/>
        <source>Stop predicting; what is done is kept (Ctrl+.)</source>
        <translation>停止预测；已完成的结果会保留 (Ctrl+.)</translation>
    </message>
    <message>
        <location filename="../../ui/pages/runs_page.py"/>
        <source>All states</source>
        <translation>所有状态</translation>
    </message>
    <message>
        <location filename="../../ui/pages/runs_page.py"/>
        <source>Browse what the network says of the run's pictures</source>
        <translation>浏览网络对该训练记录图片的判断</translation>
    </message>
    <message>
        <location filename="../../ui/pages/runs_page.py"/>
        <source>Continue...</source>
        <translation>继续...</translation>
    </message>
    <message>
        <location filename="../../ui/pages/runs_page.py"/>
        <source>Export...</source>
        <translation>导出...</translation>
    </message>
    <message>
        <location filename="../../ui/pages/runs_page.py"/>
        <source>Filter by network, data, folder or state</source>
        <translation>按网络、数据、文件夹或状态筛选</translation>
    </message>
    <message>
        <location filename="../../ui/pages/runs_page.py"/>
        <source>Filter the runs</source>
        <translation>筛选训练记录</translation>
    </message>
    <message>
        <location filename="../../ui/pages/runs_page.py"/>
        <source>Go on with this run</source>
        <translation>继续这次训练</translation>
    </message>
    <message>
        <location filename="../../ui/pages/runs_page.py"/>
        <source>Move the chosen runs to the trash (Del)</source>
        <translation>将所选训练记录移到回收站 (Del)</translation>
    </message>
    <message>
        <location filename="../../ui/pages/runs_page.py"/>
        <source>Open in Evaluate</source>
        <translation>在评估页打开</translation>
    </message>
    <message>
        <location filename="../../ui/pages/runs_page.py"/>
        <source>Open in Predict</source>
        <translation>在预测页打开</translation>
    </message>
    <message>
        <location filename="../../ui/pages/runs_page.py"/>
        <source>Open the Train page with this run's settings and data</source>
        <translation>用这条训练记录的设置和数据打开训练页</translation>
    </message>
    <message>
        <location filename="../../ui/pages/runs_page.py"/>
        <source>Runs folders</source>
        <translation>训练记录文件夹</translation>
    </message>
    <message>
        <location filename="../../ui/pages/runs_page.py"/>
        <source>See where the network errs</source>
        <translation>查看网络在哪里出错</translation>
    </message>
    <message>
        <location filename="../../ui/pages/runs_page.py"/>
        <source>State of the runs shown</source>
        <translation>所显示训练记录的状态</translation>
    </message>
    <message>
        <location filename="../../ui/pages/runs_page.py"/>
        <source>Stop looking</source>
        <translation>停止查找</translation>
    </message>
    <message>
        <location filename="../../ui/pages/runs_page.py"/>
        <source>There is no run in {path}. A run is the folder that a training writes; pictures to train with are opened on the Train page.</source>
        <translation>{path} 中没有训练记录。训练记录是训练时写入的文件夹；用于训练的图片请在训练页打开。</translation>
    </message>
    <message>
        <location filename="../../ui/pages/runs_page.py"/>
        <source>Train with its settings</source>
        <translation>用它的设置训练</translation>
    </message>
    <message>
        <location filename="../../ui/pages/runs_page.py"/>
        <source>Where runs are looked for</source>
        <translation>在哪里查找训练记录</translation>
    </message>
    <message>
        <location filename="../../ui/pages/runs_page.py"/>
        <source>Write the model as ONNX, for other programs</source>
        <translation>将模型写成 ONNX，供其他程序使用</translation>
    </message>
    <message>
        <location filename="../../ui/pages/train_page.py"/>
        <source>Continue a run...</source>
        <translation>继续训练...</translation>
    </message>
    <message>
        <location filename="../../ui/pages/train_page.py"/>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <location filename="../../ui/pages/train_page.py"/>
        <source>Training...</source>
        <translation>正在训练...</translation>
    </message>
    <message>
        <location filename="../../ui/run_curves.py"/>
        <source>Train accuracy</source>
        <translation>训练准确率</translation>
    </message>
    <message>
        <location filename="../../ui/run_curves.py"/>
        <source>Train loss</source>
        <translation>训练损失</translation>
    </message>
    <message>
        <location filename="../../ui/run_curves.py"/>
        <source>Train loss by batch, smoothed</source>
        <translation>按批的训练损失（平滑）</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/banner.py"/>
        <source>Put this message away</source>
        <translation>关闭此消息</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/browse_view.py"/>
        <source>Choose a model to see what it says.</source>
        <translation>选择模型，查看它的判断。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/browse_view.py"/>
        <source>Correct mode</source>
        <translation>更正模式</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/browse_view.py"/>
        <source>Correct mode: set true classes by keys 1 to 9 (C)</source>
        <translation>更正模式：按 1 到 9 键设置真实类别 (C)</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/browse_view.py"/>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/browse_view.py"/>
        <source>Grid</source>
        <translation>网格</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/browse_view.py"/>
        <source>Not predicted yet.</source>
        <translation>尚未预测。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/browse_view.py"/>
        <source>Prediction</source>
        <translation>预测</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/browse_view.py"/>
        <source>Prediction and figures</source>
        <translation>预测与指标</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/browse_view.py"/>
        <source>Predictions with a lower score are called unknown: here, in the filter and in all exports.
Raise it until what remains can be trusted; 0 switches it off.</source>
        <translation>得分更低的预测称为未知：在这里、在筛选中和在所有导出中都如此。
可以调高，直到剩下的结果可信为止；0 表示关闭。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/browse_view.py"/>
        <source>Show the pictures as a grid (G)</source>
        <translation>以网格显示图片 (G)</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/browse_view.py"/>
        <source>This picture cannot be read: {error}</source>
        <translation>此图片无法读取：{error}</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/browse_view.py"/>
        <source>Unknown below</source>
        <translation>未知阈值</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/browse_view.py"/>
        <source>Unknown below, in percent</source>
        <translation>低于此得分为未知，以百分比表示</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/browse_view.py"/>
        <source>unreadable</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/browse_view.py"/>
        <source>{name}  {score}  ✓ right</source>
        <translation>{name}  {score}  ✓ 正确</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/browse_view.py"/>
        <source>{name}  {score}  ✗ wrong</source>
        <translation>{name}  {score}  ✗ 错误</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/choice_button.py"/>
        <source>Recent</source>
        <translation>最近使用</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/choice_button.py"/>
        <source>{prompt}: {text}</source>
        <translation>{prompt}：{text}</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/class_chart.py"/>
        <source>Click to see them. Drag pictures here to move them into this class.</source>
        <translation>点击查看它们。将图片拖到这里即可移到此类别。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/class_chart.py"/>
        <source>Click to see them. Key {key} moves the selected pictures here; or drag them.</source>
        <translation>点击查看它们。按 {key} 键将所选图片移到这里；也可以拖动。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/class_chart.py"/>
        <source>Left out</source>
        <translation>已排除</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/class_chart.py"/>
        <source>No command uses these pictures. Key: Delete, or drag pictures here.</source>
        <translation>任何命令都不使用这些图片。按 Delete 键，或将图片拖到这里。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/class_chart.py"/>
        <source>{train:,} train, {val:,} val</source>
        <translation>训练 {train:,}，验证 {val:,}</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/class_chart.py"/>
        <source>{train:,} train, {val:,} val, {test:,} test</source>
        <translation>训练 {train:,}，验证 {val:,}，测试 {test:,}</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/class_table.py"/>
        <source>Chance that a picture of it has a higher score for it than another one.</source>
        <translation>属于该类别的图片在该类别上的得分高于其他图片的概率。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/class_table.py"/>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/class_table.py"/>
        <source>Figures of each class</source>
        <translation>各类别的指标</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/class_table.py"/>
        <source>Harmonic mean of precision and recall.</source>
        <translation>精确率和召回率的调和平均数。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/class_table.py"/>
        <source>Pictures predicted as it.</source>
        <translation>预测为该类别的图片。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/class_table.py"/>
        <source>Pictures whose true class it is.</source>
        <translation>真实类别为该类别的图片。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/class_table.py"/>
        <source>Precision</source>
        <translation>精确率</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/class_table.py"/>
        <source>Predicted</source>
        <translation>预测</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/class_table.py"/>
        <source>Recall</source>
        <translation>召回率</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/class_table.py"/>
        <source>Share of its pictures that were found.</source>
        <translation>该类别的图片中被找出的比例。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/class_table.py"/>
        <source>Share of right ones among the pictures predicted as it.</source>
        <translation>预测为该类别的图片中正确的比例。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/class_table.py"/>
        <source>The class; Return shows its pictures.</source>
        <translation>类别；按回车键显示其图片。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/confusion_view.py"/>
        <source>Confusion matrix</source>
        <translation>混淆矩阵</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/confusion_view.py"/>
        <source>true class {true}, predicted {predicted}: {number:,} of {total:,} ({share})</source>
        <translation>真实类别 {true}，预测为 {predicted}：{total:,} 张中 {number:,} 张（{share}）</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/confusion_view.py"/>
        <source>{wrong} of {total} picture predicted wrongly</source>
        <translation>{total} 张图片中有 {wrong} 张预测错误</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/confusion_view.py"/>
        <source>{wrong} of {total} pictures predicted wrongly</source>
        <translation>{total} 张图片中有 {wrong} 张预测错误</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/correct_bar.py"/>
        <source>After setting a class, go to the next picture</source>
        <translation>设置类别后转到下一张图片</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/correct_bar.py"/>
        <source>Back to the class that was read</source>
        <translation>恢复为读取到的类别</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/correct_bar.py"/>
        <source>Choose the true class, press its number key, or type its name (a new one is allowed) and press Return</source>
        <translation>选择真实类别、按它的数字键，或输入名称（可以是新类别）并按回车键</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/correct_bar.py"/>
        <source>Do it again (Ctrl+Shift+Z)</source>
        <translation>重做 (Ctrl+Shift+Z)</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/correct_bar.py"/>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/correct_bar.py"/>
        <source>Leave correct mode (C)</source>
        <translation>离开更正模式 (C)</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/correct_bar.py"/>
        <source>Name of the true class</source>
        <translation>真实类别的名称</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/correct_bar.py"/>
        <source>Other</source>
        <translation>其他</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/correct_bar.py"/>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/correct_bar.py"/>
        <source>Redo: {change}</source>
        <translation>重做：{change}</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/correct_bar.py"/>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/correct_bar.py"/>
        <source>Take the newest change back (Ctrl+Z)</source>
        <translation>撤回最近一次更改 (Ctrl+Z)</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/correct_bar.py"/>
        <source>The true class of this picture was not corrected.</source>
        <translation>此图片的真实类别未曾更正。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/correct_bar.py"/>
        <source>Then next</source>
        <translation>然后下一张</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/correct_bar.py"/>
        <source>There is nothing to redo.</source>
        <translation>没有可重做的操作。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/correct_bar.py"/>
        <source>There is nothing to undo.</source>
        <translation>没有可撤销的操作。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/correct_bar.py"/>
        <source>True</source>
        <translation>真实</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/correct_bar.py"/>
        <source>True class {number}</source>
        <translation>真实类别 {number}</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/correct_bar.py"/>
        <source>True: {name}</source>
        <translation>真实：{name}</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/correct_bar.py"/>
        <source>Undo: {change}</source>
        <translation>撤销：{change}</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/correct_bar.py"/>
        <source>{name} (key {number})</source>
        <translation>{name}（按键 {number}）</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/curve_axes.py"/>
        <source>balanced</source>
        <translation>平衡</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/curve_axes.py"/>
        <source>best epoch</source>
        <translation>最佳轮次</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/curve_axes.py"/>
        <source>epoch</source>
        <translation>轮次</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/curve_axes.py"/>
        <source>epoch {x:.1f}   {values}</source>
        <translation>轮次 {x:.1f}   {values}</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/curve_axes.py"/>
        <source>rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/curve_axes.py"/>
        <source>train (smoothed)</source>
        <translation>训练集（平滑）</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/curve_axes.py"/>
        <source>val, balanced</source>
        <translation>验证集，平衡</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/data_card.py"/>
        <source>! {finding}</source>
        <translation>! {finding}</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/data_card.py"/>
        <source>Change</source>
        <translation>更改</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/data_card.py"/>
        <source>Choose a folder that has one folder of pictures for each class.</source>
        <translation>请选择一个文件夹，其中每个类别有一个图片文件夹。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/data_card.py"/>
        <source>Choose another data set</source>
        <translation>选择其他数据集</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/data_card.py"/>
        <source>Show all findings</source>
        <translation>显示所有检查结果</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/data_card.py"/>
        <source>Show all {n} findings</source>
        <translation>显示全部 {n} 条检查结果</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/data_card.py"/>
        <source>Show details</source>
        <translation>显示详情</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/data_card.py"/>
        <source>The sample digits</source>
        <translation>示例数字图片</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/data_card.py"/>
        <source>Try it with the sample digits</source>
        <translation>用示例数字图片试一试</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/data_card.py"/>
        <source>or drop a folder, a table or a zip here</source>
        <translation>或将文件夹、表格或 zip 文件拖到这里</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/data_card.py"/>
        <source>{pictures}, {classes}</source>
        <translation>{pictures}，{classes}</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/data_grid_model.py"/>
        <source>changed, not saved</source>
        <translation>已更改，未保存</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/data_grid_model.py"/>
        <source>left out</source>
        <translation>已排除</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/data_grid_model.py"/>
        <source>no class</source>
        <translation>没有类别</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/drop_veil.py"/>
        <source>Drop a folder, a table, a zip, pictures or a model file</source>
        <translation>拖入文件夹、表格、zip 文件、图片或模型文件</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/duplicates_view.py"/>
        <source>All of this group go to one split, in this split and in later ones</source>
        <translation>这一组的所有图片在此划分和以后的划分中都放在同一个划分里</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/duplicates_view.py"/>
        <source>Back to the grid</source>
        <translation>返回网格</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/duplicates_view.py"/>
        <source>Decided: one is left out.</source>
        <translation>已决定：排除其中一张。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/duplicates_view.py"/>
        <source>Decided: they are different pictures.</source>
        <translation>已决定：它们是不同的图片。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/duplicates_view.py"/>
        <source>Decided: they are kept together.</source>
        <translation>已决定：将它们放在一起。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/duplicates_view.py"/>
        <source>Escape</source>
        <translation>Escape</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/duplicates_view.py"/>
        <source>Ignore</source>
        <translation>忽略</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/duplicates_view.py"/>
        <source>It is not used any more; its file stays where it is</source>
        <translation>不再使用它；文件留在原处</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/duplicates_view.py"/>
        <source>Keep together</source>
        <translation>放在一起</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/duplicates_view.py"/>
        <source>Leave out the left</source>
        <translation>排除左边的图片</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/duplicates_view.py"/>
        <source>Leave out the right</source>
        <translation>排除右边的图片</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/duplicates_view.py"/>
        <source>Next</source>
        <translation>下一对</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/duplicates_view.py"/>
        <source>No pictures look alike.</source>
        <translation>没有相似的图片。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/duplicates_view.py"/>
        <source>Pair {place:,} of {total:,}</source>
        <translation>第 {place:,} 对，共 {total:,} 对</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/duplicates_view.py"/>
        <source>Pictures that look alike</source>
        <translation>相似的图片</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/duplicates_view.py"/>
        <source>Previous</source>
        <translation>上一对</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/duplicates_view.py"/>
        <source>The pair after (Right)</source>
        <translation>下一对 (→)</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/duplicates_view.py"/>
        <source>The pair before (Left)</source>
        <translation>上一对 (←)</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/duplicates_view.py"/>
        <source>They are different pictures: they are not named again, and a split may part them</source>
        <translation>它们是不同的图片：不再列出，划分时也可以分开</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/duplicates_view.py"/>
        <source>This is the first pair.</source>
        <translation>这是第一对。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/duplicates_view.py"/>
        <source>This is the last pair.</source>
        <translation>这是最后一对。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/duplicates_view.py"/>
        <source>class {label}</source>
        <translation>类别 {label}</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/duplicates_view.py"/>
        <source>class {label}, in {split}</source>
        <translation>类别 {label}，位于 {split}</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/duplicates_view.py"/>
        <source>class {label}, left out</source>
        <translation>类别 {label}，已排除</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/empty_data.py"/>
        <source>Choose a folder with one folder of pictures for each class.</source>
        <translation>请选择一个文件夹，其中每个类别有一个图片文件夹。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/empty_data.py"/>
        <source>Look at your pictures before a network does</source>
        <translation>在网络之前先看看您的图片</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/empty_evaluate.py"/>
        <source>Choose one of the newest runs, or another.</source>
        <translation>选择一条最新的训练记录，或其他模型。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/empty_evaluate.py"/>
        <source>There is no finished run yet. Train a network first, or choose a run or model from elsewhere.</source>
        <translation>还没有完成的训练。请先训练网络，或从别处选择训练记录或模型。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/empty_evaluate.py"/>
        <source>Train a network</source>
        <translation>训练网络</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/empty_evaluate.py"/>
        <source>Which mistakes does the model make?</source>
        <translation>模型会犯哪些错误？</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/empty_evaluate.py"/>
        <source>or drop a run folder or a model file here</source>
        <translation>或将训练记录文件夹或模型文件拖到这里</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/empty_evaluate.py"/>
        <source>{name} is ready. Now choose the pictures to evaluate it on, with the button above, or drop them here.</source>
        <translation>{name} 已就绪。现在请用上方的按钮选择用来评估它的图片，或将图片拖到此处。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/empty_predict.py"/>
        <source>A folder of pictures (Ctrl+Shift+P)</source>
        <translation>图片文件夹 (Ctrl+Shift+P)</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/empty_predict.py"/>
        <source>A model file or a run folder (Ctrl+M)</source>
        <translation>模型文件或训练记录文件夹 (Ctrl+M)</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/empty_predict.py"/>
        <source>Choose a model and a folder of pictures. Browsing begins at once.</source>
        <translation>请选择模型和图片文件夹。随即可以开始浏览。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/empty_predict.py"/>
        <source>Choose folder...</source>
        <translation>选择文件夹...</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/empty_predict.py"/>
        <source>Single pictures</source>
        <translation>单张图片</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/empty_predict.py"/>
        <source>What does the model say of your pictures?</source>
        <translation>模型如何判断您的图片？</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/empty_predict.py"/>
        <source>or drop a folder, pictures or a model file here</source>
        <translation>或将文件夹、图片或模型文件拖到这里</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/empty_predict.py"/>
        <source>{name} is ready. Now choose a folder of pictures.</source>
        <translation>{name} 已就绪。现在请选择图片文件夹。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/empty_runs.py"/>
        <source>Every training, in this window or by train.py, is listed here while it goes on and after.</source>
        <translation>每次训练，无论是在此窗口还是用 train.py，在进行中和结束后都会列在这里。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/empty_runs.py"/>
        <source>Look for runs in another folder too, such as one copied from a server</source>
        <translation>也在其他文件夹中查找训练记录，例如从服务器复制来的文件夹</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/empty_runs.py"/>
        <source>No runs yet</source>
        <translation>还没有训练记录</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/empty_runs.py"/>
        <source>or drop a folder of runs here</source>
        <translation>或将训练记录文件夹拖到这里</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/empty_state.py"/>
        <source>1,797 handwritten digits that come with Classwise</source>
        <translation>Classwise 自带的 1,797 张手写数字图片</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/empty_state.py"/>
        <source>Use the sample digits</source>
        <translation>使用示例数字图片</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/evaluation_plot.py"/>
        <source>1 - specificity</source>
        <translation>1 - 特异度</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/evaluation_plot.py"/>
        <source>Class of the curve</source>
        <translation>曲线的类别</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/evaluation_plot.py"/>
        <source>Mean of all classes</source>
        <translation>所有类别的平均</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/evaluation_plot.py"/>
        <source>Save the figure</source>
        <translation>保存图</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/evaluation_plot.py"/>
        <source>best score</source>
        <translation>最高得分</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/evaluation_plot.py"/>
        <source>how often right</source>
        <translation>正确比例</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/evaluation_plot.py"/>
        <source>precision</source>
        <translation>精确率</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/evaluation_plot.py"/>
        <source>recall</source>
        <translation>召回率</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/evaluation_plot.py"/>
        <source>sensitivity</source>
        <translation>灵敏度</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/field_editors.py"/>
        <source>All networks...</source>
        <translation>所有网络...</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/field_editors.py"/>
        <source>Choose: {name}</source>
        <translation>选择：{name}</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/figures_panel.py"/>
        <source>Accuracy: share of all pictures that were predicted right.</source>
        <translation>准确率：所有图片中预测正确的比例。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/figures_panel.py"/>
        <source>Area under the ROC curve: chance that a picture of a class gets a higher score for it than a picture of another class; 50 % is guessing. Each class against the rest, averaged.</source>
        <translation>ROC 曲线下面积：某类别的图片在该类别上的得分高于其他类别图片的概率；50 % 相当于猜测。每个类别与其余类别比较，取平均。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/figures_panel.py"/>
        <source>Balanced acc.</source>
        <translation>平衡准确率</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/figures_panel.py"/>
        <source>Balanced accuracy: mean over the classes of the share of their pictures that were found. Unlike accuracy it is not flattered by one large class.</source>
        <translation>平衡准确率：各类别图片被找出比例的平均值。与准确率不同，它不会因某个大类别而偏高。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/figures_panel.py"/>
        <source>Calibration error: mean gap between how sure the network is and how often it is right (15 bins); 0 % is best.</source>
        <translation>校准误差：网络的把握程度与实际正确率之间的平均差距（15 个区间）；0 % 最好。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/figures_panel.py"/>
        <source>Cohen's kappa: agreement with the true classes beyond what chance gives; 1 is perfect, 0 is chance.</source>
        <translation>Cohen's kappa：与真实类别的一致程度中超出偶然的部分；1 为完全一致，0 为偶然水平。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/figures_panel.py"/>
        <source>F-beta (2)</source>
        <translation>F-beta (2)</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/figures_panel.py"/>
        <source>F-beta, beta 2: like F1, but recall weighs twice as much as precision; averaged over the classes.</source>
        <translation>F-beta，beta 2：类似 F1，但召回率的权重是精确率的两倍；对各类别取平均。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/figures_panel.py"/>
        <source>Hamming</source>
        <translation>汉明距离</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/figures_panel.py"/>
        <source>Hamming distance: share of the pictures predicted wrong; 0 % is best.</source>
        <translation>汉明距离：预测错误的图片比例；0 % 最好。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/figures_panel.py"/>
        <source>Jaccard</source>
        <translation>Jaccard</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/figures_panel.py"/>
        <source>Jaccard index: pictures both predicted and truly of a class, divided by those that are either; averaged over the classes.</source>
        <translation>Jaccard 指数：预测和真实都属于某类别的图片数，除以预测或真实属于该类别的图片数；对各类别取平均。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/figures_panel.py"/>
        <source>Kappa</source>
        <translation>Kappa</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/figures_panel.py"/>
        <source>Macro F1: harmonic mean of precision and recall, averaged over the classes.</source>
        <translation>宏平均 F1：精确率和召回率的调和平均数，对各类别取平均。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/figures_panel.py"/>
        <source>Matthews correlation coefficient of predicted and true class: 1 is perfect, 0 no better than chance, below 0 worse.</source>
        <translation>预测类别与真实类别的 Matthews 相关系数：1 为完全正确，0 与偶然水平相当，低于 0 则更差。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/figures_panel.py"/>
        <source>Precision: of the pictures predicted as a class, the share that is of it; averaged over the classes.</source>
        <translation>精确率：预测为某类别的图片中真正属于该类别的比例；对各类别取平均。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/figures_panel.py"/>
        <source>Recall: of the pictures of a class, the share that was found; averaged over the classes.</source>
        <translation>召回率：某类别的图片中被找出的比例；对各类别取平均。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/figures_panel.py"/>
        <source>Specificity</source>
        <translation>特异度</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/figures_panel.py"/>
        <source>Specificity: of the pictures of other classes, the share that was not taken for this one; averaged over the classes.</source>
        <translation>特异度：其他类别的图片中没有被误认为该类别的比例；对各类别取平均。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/figures_panel.py"/>
        <source>not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/figures_table.py"/>
        <source>Most confused pairs</source>
        <translation>最易混淆的类别对</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/figures_table.py"/>
        <source>No picture was taken for another class.</source>
        <translation>没有图片被误判为其他类别。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/figures_table.py"/>
        <source>{true} taken for {predicted}: {n:,} ({share})</source>
        <translation>{true} 误判为 {predicted}：{n:,}（{share}）</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/filter_bar.py"/>
        <source>All pictures are shown.</source>
        <translation>显示全部图片。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/filter_bar.py"/>
        <source>As listed</source>
        <translation>按列表顺序</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/filter_bar.py"/>
        <source>Below the threshold</source>
        <translation>低于阈值</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/filter_bar.py"/>
        <source>Closest calls first</source>
        <translation>最难分辨的在前</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/filter_bar.py"/>
        <source>Corrected</source>
        <translation>已更正</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/filter_bar.py"/>
        <source>Least sure first</source>
        <translation>最没把握的在前</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/filter_bar.py"/>
        <source>Mistakes first</source>
        <translation>错误的在前</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/filter_bar.py"/>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/filter_bar.py"/>
        <source>No true classes are known: the pictures stand in no folder that is named like a class, and no table was added.</source>
        <translation>没有已知的真实类别：图片不在以类别命名的文件夹中，也没有添加表格。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/filter_bar.py"/>
        <source>Not predicted yet</source>
        <translation>尚未预测</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/filter_bar.py"/>
        <source>Order</source>
        <translation>顺序</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/filter_bar.py"/>
        <source>Part of the name</source>
        <translation>名称的一部分</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/filter_bar.py"/>
        <source>Predicted class</source>
        <translation>预测类别</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/filter_bar.py"/>
        <source>Right</source>
        <translation>正确</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/filter_bar.py"/>
        <source>Right or wrong</source>
        <translation>正确或错误</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/filter_bar.py"/>
        <source>Right/wrong</source>
        <translation>正确/错误</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/filter_bar.py"/>
        <source>Score</source>
        <translation>得分</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/filter_bar.py"/>
        <source>Show all pictures again</source>
        <translation>重新显示所有图片</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/filter_bar.py"/>
        <source>Show pictures by how the prediction stands to the true class</source>
        <translation>按预测与真实类别的关系显示图片</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/filter_bar.py"/>
        <source>Show pictures of this true class</source>
        <translation>显示属于此真实类别的图片</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/filter_bar.py"/>
        <source>Show pictures predicted as this class</source>
        <translation>显示预测为此类别的图片</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/filter_bar.py"/>
        <source>Show pictures with this in the name of the file or its folder (Ctrl+F)</source>
        <translation>显示文件名或文件夹名中含有此内容的图片 (Ctrl+F)</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/filter_bar.py"/>
        <source>Sort by</source>
        <translation>排序</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/filter_bar.py"/>
        <source>Surest first</source>
        <translation>最有把握的在前</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/filter_bar.py"/>
        <source>The order in which pictures are shown, played and exported</source>
        <translation>图片显示、播放和导出的顺序</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/filter_bar.py"/>
        <source>True class</source>
        <translation>真实类别</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/filter_bar.py"/>
        <source>True class not known</source>
        <translation>真实类别未知</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/filter_bar.py"/>
        <source>Unreadable</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/filter_bar.py"/>
        <source>Wrong</source>
        <translation>错误</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/findings_list.py"/>
        <source>{n:,} more are not listed one by one.</source>
        <translation>另外 {n:,} 项未逐一列出。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/full_screen.py"/>
        <source>Classwise: picture</source>
        <translation>Classwise：图片</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/heatmap_bar.py"/>
        <source>Class that the heatmap is for</source>
        <translation>热力图针对的类别</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/heatmap_bar.py"/>
        <source>Eigen-CAM</source>
        <translation>Eigen-CAM</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/heatmap_bar.py"/>
        <source>Eigen-CAM: what the network sees most of; the same for every class.</source>
        <translation>Eigen-CAM：网络看到最多的内容；对每个类别都相同。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/heatmap_bar.py"/>
        <source>Grad-CAM</source>
        <translation>Grad-CAM</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/heatmap_bar.py"/>
        <source>Grad-CAM++</source>
        <translation>Grad-CAM++</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/heatmap_bar.py"/>
        <source>Grad-CAM++: as Grad-CAM, better where a thing appears several times.</source>
        <translation>Grad-CAM++：类似 Grad-CAM，同一事物多次出现时效果更好。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/heatmap_bar.py"/>
        <source>Grad-CAM: what speaks for the class, weighted by its gradients.</source>
        <translation>Grad-CAM：支持该类别的内容，以其梯度加权。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/heatmap_bar.py"/>
        <source>Heatmap</source>
        <translation>热力图</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/heatmap_bar.py"/>
        <source>Heatmap of</source>
        <translation>热力图针对</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/heatmap_bar.py"/>
        <source>How the heatmap is made</source>
        <translation>热力图的生成方式</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/heatmap_bar.py"/>
        <source>Layer-CAM</source>
        <translation>Layer-CAM</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/heatmap_bar.py"/>
        <source>Layer-CAM: finer, weighted place by place.</source>
        <translation>Layer-CAM：更精细，逐位置加权。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/heatmap_bar.py"/>
        <source>Opacity</source>
        <translation>不透明度</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/heatmap_bar.py"/>
        <source>Opacity of the heatmap in percent</source>
        <translation>热力图不透明度，以百分比表示</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/heatmap_bar.py"/>
        <source>Opacity of the heatmap: {share}. 0 shows the picture alone.</source>
        <translation>热力图不透明度：{share}。0 时只显示图片。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/heatmap_bar.py"/>
        <source>Show where in the picture the network sees the class (H)</source>
        <translation>显示网络在图片的哪些部分看到该类别 (H)</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/heatmap_bar.py"/>
        <source>predicted class</source>
        <translation>预测类别</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/live_plot.py"/>
        <source>As PNG...</source>
        <translation>存为 PNG...</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/live_plot.py"/>
        <source>As SVG...</source>
        <translation>存为 SVG...</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/live_plot.py"/>
        <source>Curves</source>
        <translation>曲线</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/live_plot.py"/>
        <source>Curves of the run</source>
        <translation>训练曲线</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/live_plot.py"/>
        <source>Move: drag the curves</source>
        <translation>移动：拖动曲线</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/live_plot.py"/>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/live_plot.py"/>
        <source>The curves appear here while a network is trained.</source>
        <translation>训练网络时，曲线会显示在这里。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/live_plot.py"/>
        <source>There are no curves yet.</source>
        <translation>还没有曲线。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/live_plot.py"/>
        <source>Zoom: drag a rectangle</source>
        <translation>缩放：拖出一个矩形</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/log_dock.py"/>
        <source>Close the log</source>
        <translation>关闭日志</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/log_dock.py"/>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/matrix_card.py"/>
        <source>Colours on a logarithmic scale: few mistakes can be seen beside many right answers</source>
        <translation>对数颜色：在许多正确结果旁边也能看到少量错误</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/matrix_card.py"/>
        <source>Larger cells (+, or the wheel with Ctrl)</source>
        <translation>放大单元格（+，或 Ctrl 加滚轮）</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/matrix_card.py"/>
        <source>Log colours</source>
        <translation>对数颜色</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/matrix_card.py"/>
        <source>Smaller cells (-, or the wheel with Ctrl)</source>
        <translation>缩小单元格（-，或 Ctrl 加滚轮）</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/matrix_card.py"/>
        <source>The whole matrix (0)</source>
        <translation>整个矩阵 (0)</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/matrix_card.py"/>
        <source>True class at the left, predicted above. A click shows the pictures.</source>
        <translation>左侧是真实类别，上方是预测类别。点击即可查看图片。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/matrix_card.py"/>
        <source>What the cells say</source>
        <translation>单元格显示的内容</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/matrix_view.py"/>
        <source>Confusion matrix: rows are true classes, columns predicted ones</source>
        <translation>混淆矩阵：行是真实类别，列是预测类别</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/no_match.py"/>
        <source>Clear filters</source>
        <translation>清除筛选</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/no_match.py"/>
        <source>No picture passes the filter.</source>
        <translation>没有图片通过筛选。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/picture_filter_bar.py"/>
        <source>All classes</source>
        <translation>所有类别</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/picture_filter_bar.py"/>
        <source>All findings</source>
        <translation>所有检查结果</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/picture_filter_bar.py"/>
        <source>All splits</source>
        <translation>所有划分</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/picture_filter_bar.py"/>
        <source>Changed, not saved</source>
        <translation>已更改，未保存</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/picture_filter_bar.py"/>
        <source>Finding</source>
        <translation>检查结果</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/picture_filter_bar.py"/>
        <source>Show pictures about which this was found</source>
        <translation>显示有此检查结果的图片</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/picture_filter_bar.py"/>
        <source>Show pictures of this class</source>
        <translation>显示此类别的图片</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/picture_filter_bar.py"/>
        <source>Show pictures of this split</source>
        <translation>显示此划分的图片</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/picture_filter_bar.py"/>
        <source>{n:,} of {total:,}</source>
        <translation>{total:,} 张中的 {n:,} 张</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/picture_filter_bar.py"/>
        <source>{n:,} of {total:,} selected</source>
        <translation>已选择 {total:,} 张中的 {n:,} 张</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/picture_filter_bar.py"/>
        <source>{n:,} picture</source>
        <translation>{n:,} 张图片</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/picture_filter_bar.py"/>
        <source>{n:,} pictures</source>
        <translation>{n:,} 张图片</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/picture_view.py"/>
        <source>Loading...</source>
        <translation>正在加载...</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/picture_view.py"/>
        <source>This picture cannot be shown:
{reason}</source>
        <translation>此图片无法显示：
{reason}</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/pictures_panel.py"/>
        <source>All pictures, as listed.</source>
        <translation>全部图片，按列表顺序。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/pictures_panel.py"/>
        <source>Chosen in the matrix</source>
        <translation>在矩阵中选择</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/pictures_panel.py"/>
        <source>Click a cell of the matrix, or the name of a row or column.</source>
        <translation>点击矩阵的单元格，或行、列的名称。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/pictures_panel.py"/>
        <source>Corrected by hand</source>
        <translation>手动更正</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/pictures_panel.py"/>
        <source>Do not use this picture for training; its file stays (Delete)</source>
        <translation>不将此图片用于训练；文件保留 (Delete)</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/pictures_panel.py"/>
        <source>Label may be wrong</source>
        <translation>标签可能有误</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/pictures_panel.py"/>
        <source>Large</source>
        <translation>大图</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/pictures_panel.py"/>
        <source>Leave out</source>
        <translation>排除</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/pictures_panel.py"/>
        <source>Most unsure</source>
        <translation>最没把握的</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/pictures_panel.py"/>
        <source>Pictures whose true class goes least with what networks say that never learned from it.</source>
        <translation>真实类别与从未学过它们的网络的判断最不相符的图片。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/pictures_panel.py"/>
        <source>Pictures whose true class was set by hand, or that are left out.</source>
        <translation>手动设置了真实类别或已排除的图片。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/pictures_panel.py"/>
        <source>Show one picture large, or all as a grid (G)</source>
        <translation>显示一张大图，或以网格显示全部 (G)</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/pictures_panel.py"/>
        <source>Surest mistakes</source>
        <translation>最有把握的错误</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/pictures_panel.py"/>
        <source>The closest decisions first.</source>
        <translation>最难分辨的在前。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/pictures_panel.py"/>
        <source>There are no pictures in this list.</source>
        <translation>此列表中没有图片。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/pictures_panel.py"/>
        <source>Train again with corrections...</source>
        <translation>用更正结果重新训练...</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/pictures_panel.py"/>
        <source>Use again</source>
        <translation>重新使用</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/pictures_panel.py"/>
        <source>Which pictures to show</source>
        <translation>显示哪些图片</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/pictures_panel.py"/>
        <source>Wrong predictions, those first whose wrong class has the most score above the true one.</source>
        <translation>预测错误的图片，错误类别的得分超出真实类别最多的在前。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/pictures_panel.py"/>
        <source>{n:,} corrected</source>
        <translation>{n:,} 张已更正</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/pictures_panel.py"/>
        <source>{predicted}  {score}  ✓ right</source>
        <translation>{predicted}  {score}  ✓ 正确</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/pictures_panel.py"/>
        <source>{predicted}  {score}  ✗ labelled {true}</source>
        <translation>{predicted}  {score}  ✗ 标签为 {true}</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/pictures_panel.py"/>
        <source>{text}  left out</source>
        <translation>{text}  已排除</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/preference_pages.py"/>
        <source> GB</source>
        <translation> GB</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/preference_pages.py"/>
        <source> s</source>
        <translation> 秒</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/preference_pages.py"/>
        <source>A picture whose best score is lower is told as unknown</source>
        <translation>最高得分更低的图片判为未知</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/preference_pages.py"/>
        <source>As the language ({example})</source>
        <translation>跟随语言（{example}）</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/preference_pages.py"/>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/preference_pages.py"/>
        <source>As the system ({example})</source>
        <translation>跟随系统（{example}）</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/preference_pages.py"/>
        <source>Autoplay: a picture every</source>
        <translation>自动播放：每张图片</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/preference_pages.py"/>
        <source>Begin again at the end</source>
        <translation>播放完后从头开始</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/preference_pages.py"/>
        <source>Change...</source>
        <translation>更改...</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/preference_pages.py"/>
        <source>Choose the folder of the cache</source>
        <translation>选择缓存文件夹</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/preference_pages.py"/>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/preference_pages.py"/>
        <source>Computes on</source>
        <translation>计算设备</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/preference_pages.py"/>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/preference_pages.py"/>
        <source>Decimal point and separator of thousands</source>
        <translation>小数点和千位分隔符</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/preference_pages.py"/>
        <source>Decoded pictures</source>
        <translation>解码后的图片</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/preference_pages.py"/>
        <source>Default</source>
        <translation>默认</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/preference_pages.py"/>
        <source>Fewer leave more of the computer to other programs</source>
        <translation>线程少一些，可以给其他程序留出更多资源</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/preference_pages.py"/>
        <source>General</source>
        <translation>常规</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/preference_pages.py"/>
        <source>In random order</source>
        <translation>随机顺序</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/preference_pages.py"/>
        <source>Keep the computer awake while a job runs</source>
        <translation>任务运行时保持计算机唤醒</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/preference_pages.py"/>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/preference_pages.py"/>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/preference_pages.py"/>
        <source>Most on disk</source>
        <translation>磁盘上最多</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/preference_pages.py"/>
        <source>New trainings begin with these; the Train page can change them for one training.</source>
        <translation>新的训练以这些设置开始；训练页可以为单次训练更改它们。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/preference_pages.py"/>
        <source>Nothing is kept on disk.</source>
        <translation>磁盘上没有保留任何内容。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/preference_pages.py"/>
        <source>Numbers</source>
        <translation>数字</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/preference_pages.py"/>
        <source>Power</source>
        <translation>电源</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/preference_pages.py"/>
        <source>Processor (CPU)</source>
        <translation>处理器 (CPU)</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/preference_pages.py"/>
        <source>Remove them; they are decoded again when needed</source>
        <translation>删除它们；需要时会重新解码</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/preference_pages.py"/>
        <source>Scale</source>
        <translation>缩放</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/preference_pages.py"/>
        <source>Size of everything in the window, on top of the system's own scaling</source>
        <translation>窗口中所有内容的大小，在系统缩放的基础上再缩放</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/preference_pages.py"/>
        <source>The Predict page begins with these; what is changed there is remembered here.</source>
        <translation>预测页以这些设置开始；在那里的更改会记录在这里。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/preference_pages.py"/>
        <source>The environment variable {name} decides.</source>
        <translation>由环境变量 {name} 决定。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/preference_pages.py"/>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/preference_pages.py"/>
        <source>This is known when torch is loaded.</source>
        <translation>torch 加载后才能知道。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/preference_pages.py"/>
        <source>Threads that read pictures</source>
        <translation>读取图片的线程</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/preference_pages.py"/>
        <source>Training and speed</source>
        <translation>训练和速度</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/preference_pages.py"/>
        <source>Used now</source>
        <translation>目前占用</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/preference_pages.py"/>
        <source>What trainings, predictions and evaluations run on</source>
        <translation>训练、预测和评估所用的设备</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/preference_pages.py"/>
        <source>Whether pictures are kept decoded between epochs, which saves time</source>
        <translation>是否在轮次之间保留解码后的图片，以节省时间</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/preference_pages.py"/>
        <source>{size} for {pictures}</source>
        <translation>{size}，{pictures}</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/rail.py"/>
        <source>Preferences: language, theme, device, cache and more (Ctrl+,)</source>
        <translation>首选项：语言、主题、设备、缓存等（Ctrl+,）</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/rail.py"/>
        <source>in work</source>
        <translation>进行中</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/rail.py"/>
        <source>{title} (Ctrl+{n})</source>
        <translation>{title} (Ctrl+{n})</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/range_slider.py"/>
        <source>Range of scores</source>
        <translation>得分范围</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/range_slider.py"/>
        <source>Show pictures whose predicted class has a score of {range}.
Drag a handle; or Left and Right move it, Up and Down change to the other one.</source>
        <translation>显示预测类别得分为 {range} 的图片。
拖动滑块；或用左右方向键移动滑块，用上下方向键切换到另一个滑块。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/run_details.py"/>
        <source>All settings</source>
        <translation>所有设置</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/run_details.py"/>
        <source>Choose a run to see its curves and settings; choose two or more, with Ctrl or Shift, to compare them.</source>
        <translation>选择一条训练记录以查看其曲线和设置；按住 Ctrl 或 Shift 选择两条或更多进行比较。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/run_details.py"/>
        <source>Confusion matrices</source>
        <translation>混淆矩阵</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/run_details.py"/>
        <source>Evaluate all on...</source>
        <translation>全部在此评估...</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/run_details.py"/>
        <source>Evaluate both on...</source>
        <translation>两者都在此评估...</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/run_details.py"/>
        <source>Figures of the chosen runs</source>
        <translation>所选训练记录的指标</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/run_details.py"/>
        <source>Judge the chosen runs on pictures that are fair to all of them</source>
        <translation>在对所有记录都公平的图片上评估所选训练记录</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/run_details.py"/>
        <source>List all settings, not only those that differ</source>
        <translation>列出所有设置，而不只是不同的设置</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/run_details.py"/>
        <source>Settings of the chosen runs</source>
        <translation>所选训练记录的设置</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/run_details.py"/>
        <source>Show all the same</source>
        <translation>仍然显示</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/run_details.py"/>
        <source>These runs have the same settings.</source>
        <translation>这些训练记录的设置相同。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/run_details.py"/>
        <source>What is shown of the chosen runs</source>
        <translation>显示所选训练记录的哪一部分</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/run_matrices.py"/>
        <source>No epoch with a matrix yet, or its events.jsonl is missing.</source>
        <translation>还没有带矩阵的轮次，或其 events.jsonl 缺失。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/run_matrices.py"/>
        <source>Rows: the true class; columns: what the network says.</source>
        <translation>行：真实类别；列：网络的预测。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/run_matrices.py"/>
        <source>Val pictures, epoch {epoch}</source>
        <translation>验证集图片，第 {epoch} 轮</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/run_matrices.py"/>
        <source>{pictures}, epoch {epoch}</source>
        <translation>{pictures}，第 {epoch} 轮</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/run_model.py"/>
        <source>A run counts as running while its process lives; one of another computer, while it writes</source>
        <translation>进程还在时，训练算作正在运行；另一台电脑上的训练，在其持续写入时算作正在运行</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/run_model.py"/>
        <source>Balanced accuracy on the test pictures. Runs cannot be sorted by it: who chooses a run by its test figure makes that figure too good. Choose by val; look at test once, at the end</source>
        <translation>测试集图片上的平衡准确率。不能按它排序：按测试指标选择训练记录会使该指标偏高。请按验证结果选择；测试结果只在最后看一次</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/run_model.py"/>
        <source>Balanced accuracy on the val pictures, at the best epoch. Only runs with the same val pictures can be compared: choose them, and see below</source>
        <translation>最佳轮次时验证集图片上的平衡准确率。只有验证集图片相同的训练记录才能比较：选中它们，然后看下方</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/run_model.py"/>
        <source>Its process ended without saying why; it can go on from its last checkpoint</source>
        <translation>它的进程没有说明原因就结束了；可以从最后一个检查点继续</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/run_model.py"/>
        <source>Loss on the val pictures, at the best epoch</source>
        <translation>最佳轮次时验证集图片上的损失</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/run_model.py"/>
        <source>Started</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/run_model.py"/>
        <source>Test balanced</source>
        <translation>测试平衡准确率</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/run_model.py"/>
        <source>Time of its epochs</source>
        <translation>各轮次的用时</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/run_model.py"/>
        <source>Val balanced</source>
        <translation>验证平衡准确率</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/run_model.py"/>
        <source>config.json cannot be read; perhaps the folder is still being copied</source>
        <translation>config.json 无法读取；也许文件夹仍在复制中</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/run_plot.py"/>
        <source>Curves of the chosen runs</source>
        <translation>所选训练记录的曲线</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/run_plot.py"/>
        <source>Figure to draw</source>
        <translation>要绘制的图</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/run_plot.py"/>
        <source>Save figure...</source>
        <translation>保存图...</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/run_plot.py"/>
        <source>The chosen runs have no such figure yet.</source>
        <translation>所选训练记录还没有这样的图。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/run_progress.py"/>
        <source>After this epoch</source>
        <translation>在这一轮之后</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/run_progress.py"/>
        <source>End the training; what was learned is kept</source>
        <translation>结束训练；学到的内容会保留</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/run_progress.py"/>
        <source>Hold the training before its next batch (Ctrl+Shift+Space)</source>
        <translation>在下一批之前暂停训练 (Ctrl+Shift+Space)</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/run_progress.py"/>
        <source>Now</source>
        <translation>立即</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/run_progress.py"/>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/run_progress.py"/>
        <source>Paused. Nothing is lost; Resume goes on with the next batch.</source>
        <translation>已暂停。没有丢失任何内容；“继续”将从下一批开始。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/run_progress.py"/>
        <source>Progress of the training</source>
        <translation>训练进度</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/run_progress.py"/>
        <source>The training has not begun yet.</source>
        <translation>训练尚未开始。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/run_progress.py"/>
        <source>The training is about to end.</source>
        <translation>训练即将结束。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/run_summary.py"/>
        <source>Browse what the network says of the run's pictures, wrong ones first</source>
        <translation>浏览网络对该训练记录图片的判断，错误的在前</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/run_summary.py"/>
        <source>Go on with this run for more epochs</source>
        <translation>再训练更多轮次</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/run_summary.py"/>
        <source>See the run's mistakes: confusion matrix, curves, and the pictures behind them</source>
        <translation>查看这次运行的错误：混淆矩阵、曲线，以及背后的图片</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/sample_row.py"/>
        <source>Validation pictures</source>
        <translation>验证集图片</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/sample_row.py"/>
        <source>right</source>
        <translation>正确</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/sample_row.py"/>
        <source>wrong, the true class is {name}</source>
        <translation>错误，真实类别是 {name}</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/sample_row.py"/>
        <source>{path}
{name} {score}: {verdict}</source>
        <translation>{path}
{name} {score}：{verdict}</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/score_bars.py"/>
        <source>corrected by hand</source>
        <translation>手动更正</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/score_bars.py"/>
        <source>true class not known</source>
        <translation>真实类别未知</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/score_bars.py"/>
        <source>true class: {true}{pencil}</source>
        <translation>真实类别：{true}{pencil}</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/score_bars.py"/>
        <source>true class: {true}{pencil} – right</source>
        <translation>真实类别：{true}{pencil} – 正确</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/score_bars.py"/>
        <source>true class: {true}{pencil} – unknown</source>
        <translation>真实类别：{true}{pencil} – 未知</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/score_bars.py"/>
        <source>true class: {true}{pencil} – wrong</source>
        <translation>真实类别：{true}{pencil} – 错误</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/settings_form.py"/>
        <source>Advanced</source>
        <translation>高级</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/settings_form.py"/>
        <source>Copy command</source>
        <translation>复制命令</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/settings_form.py"/>
        <source>Copy the train.py command that does the same training</source>
        <translation>复制可进行同样训练的 train.py 命令</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/so_far.py"/>
        <source>After epoch {epoch}. Rows: the true class. Columns: what the network says.</source>
        <translation>第 {epoch} 轮之后。行：真实类别。列：网络的判断。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/so_far.py"/>
        <source>After epoch {epoch}: pictures and confusion matrix</source>
        <translation>第 {epoch} 轮之后：图片与混淆矩阵</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/so_far.py"/>
        <source>Best epoch so far: {epoch}</source>
        <translation>目前最佳轮次：{epoch}</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/so_far.py"/>
        <source>Best epoch: {epoch}</source>
        <translation>最佳轮次：{epoch}</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/so_far.py"/>
        <source>No epoch was finished, so there are no figures.</source>
        <translation>没有完成任何轮次，因此没有指标。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/so_far.py"/>
        <source>Rows: the true class. Columns: what the network says.</source>
        <translation>行：真实类别。列：网络的判断。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/so_far.py"/>
        <source>So far</source>
        <translation>目前结果</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/so_far.py"/>
        <source>The first figures come after the first epoch.</source>
        <translation>第一轮结束后显示首批指标。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/status_bar.py"/>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/status_bar.py"/>
        <source>Progress of the running job</source>
        <translation>正在运行的任务的进度</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/status_bar.py"/>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/status_bar.py"/>
        <source>Running job</source>
        <translation>正在运行的任务</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/status_bar.py"/>
        <source>Stop what is running</source>
        <translation>停止正在运行的任务</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/threshold_bar.py"/>
        <source>Back to the threshold that the figures were made with</source>
        <translation>恢复为得出这些指标的阈值</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/threshold_bar.py"/>
        <source>Keep in the model file</source>
        <translation>保存到模型文件</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/threshold_bar.py"/>
        <source>The positive class is predicted where its score is at least this.</source>
        <translation>得分不低于此值时预测为阳性类别。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/threshold_bar.py"/>
        <source>The threshold with the highest sensitivity + specificity on these pictures: {share}</source>
        <translation>在这些图片上使“灵敏度 + 特异度”最大的阈值：{share}</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/threshold_bar.py"/>
        <source>Threshold in percent</source>
        <translation>阈值，以百分比表示</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/threshold_bar.py"/>
        <source>Threshold in thousandths</source>
        <translation>阈值，以千分比表示</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/threshold_bar.py"/>
        <source>Youden</source>
        <translation>约登</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/threshold_bar.py"/>
        <source>sensitivity {sensitivity}   specificity {specificity}</source>
        <translation>灵敏度 {sensitivity}   特异度 {specificity}</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/threshold_bar.py"/>
        <source>{name} from</source>
        <translation>{name} 的阈值</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/thumbnail_delegate.py"/>
        <source>cannot
be read</source>
        <translation>无法
读取</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/thumbnail_model.py"/>
        <source>below the threshold</source>
        <translation>低于阈值</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/thumbnail_model.py"/>
        <source>cannot be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/thumbnail_model.py"/>
        <source>cannot be read: {error}</source>
        <translation>无法读取：{error}</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/thumbnail_model.py"/>
        <source>not predicted yet</source>
        <translation>尚未预测</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/thumbnail_model.py"/>
        <source>true class {name}</source>
        <translation>真实类别 {name}</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/thumbnail_model.py"/>
        <source>wrong</source>
        <translation>错误</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/transport_bar.py"/>
        <source>Begin again at the end of the list</source>
        <translation>到列表末尾后从头开始</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/transport_bar.py"/>
        <source>Every</source>
        <translation>每</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/transport_bar.py"/>
        <source>First picture</source>
        <translation>第一张图片</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/transport_bar.py"/>
        <source>First picture (Home)</source>
        <translation>第一张图片 (Home)</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/transport_bar.py"/>
        <source>Go to picture number</source>
        <translation>转到图片编号</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/transport_bar.py"/>
        <source>Go to the picture with this number in the list (Ctrl+G)</source>
        <translation>转到列表中此编号的图片 (Ctrl+G)</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/transport_bar.py"/>
        <source>Last picture</source>
        <translation>最后一张图片</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/transport_bar.py"/>
        <source>Last picture (End)</source>
        <translation>最后一张图片 (End)</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/transport_bar.py"/>
        <source>Loop</source>
        <translation>循环</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/transport_bar.py"/>
        <source>Next picture (Right)</source>
        <translation>下一张图片 (→)</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/transport_bar.py"/>
        <source>Pause (Space)</source>
        <translation>暂停（空格键）</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/transport_bar.py"/>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/transport_bar.py"/>
        <source>Play in random order, each picture once a round</source>
        <translation>随机顺序播放，每轮每张图片一次</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/transport_bar.py"/>
        <source>Play: show one picture after another (Space)</source>
        <translation>播放：逐张显示图片（空格键）</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/transport_bar.py"/>
        <source>Previous picture (Left)</source>
        <translation>上一张图片 (←)</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/transport_bar.py"/>
        <source>Seconds from one picture to the next</source>
        <translation>图片之间的间隔秒数</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/transport_bar.py"/>
        <source>Seconds from one picture to the next, 0.1 to 10 ( [ slower, ] faster )</source>
        <translation>图片之间的间隔秒数，0.1 到 10（[ 减慢，] 加快）</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/transport_bar.py"/>
        <source>Shuffle</source>
        <translation>随机</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/transport_bar.py"/>
        <source>There are no pictures in the list.</source>
        <translation>列表中没有图片。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/weights_page.py"/>
        <source>Address of a folder with the same files on another server, such as an intranet's</source>
        <translation>另一台服务器（例如内部网）上存有相同文件的地址</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/weights_page.py"/>
        <source>All files</source>
        <translation>所有文件</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/weights_page.py"/>
        <source>Choose files of weights</source>
        <translation>选择权重文件</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/weights_page.py"/>
        <source>Choose networks first.</source>
        <translation>请先选择网络。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/weights_page.py"/>
        <source>Choose the folder of the weights</source>
        <translation>选择权重文件夹</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/weights_page.py"/>
        <source>Download</source>
        <translation>下载</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/weights_page.py"/>
        <source>Fetch the chosen weights; a broken download goes on where it stopped</source>
        <translation>下载所选权重；中断的下载会从中断处继续</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/weights_page.py"/>
        <source>Import...</source>
        <translation>导入...</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/weights_page.py"/>
        <source>Only installed</source>
        <translation>仅已安装的</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/weights_page.py"/>
        <source>Pretrained weights</source>
        <translation>预训练权重</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/weights_page.py"/>
        <source>Progress of the download</source>
        <translation>下载进度</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/weights_page.py"/>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/weights_page.py"/>
        <source>Server of the weights</source>
        <translation>权重服务器</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/weights_page.py"/>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/weights_page.py"/>
        <source>Take in files that were fetched on another computer</source>
        <translation>导入在其他计算机上下载的文件</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/weights_page.py"/>
        <source>They are installed.</source>
        <translation>它们已安装。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/weights_page.py"/>
        <source>Wait until this is done, or cancel it.</source>
        <translation>请等待完成，或取消。</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/weights_page.py"/>
        <source>damaged</source>
        <translation>已损坏</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/weights_page.py"/>
        <source>https://... (empty: torchvision's own)</source>
        <translation>https://...（留空：torchvision 自己的服务器）</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/weights_page.py"/>
        <source>installed</source>
        <translation>已安装</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/weights_page.py"/>
        <source>{shown} (*.pth);;{shown_2} (*)</source>
        <translation>{shown} (*.pth);;{shown_2} (*)</translation>
    </message>
    <message>
        <location filename="../../ui/wording.py"/>
        <source>about {hours} h</source>
        <translation>约 {hours} 小时</translation>
    </message>
    <message>
        <location filename="../../ui/wording.py"/>
        <source>about {hours} h {minutes:02d}</source>
        <translation>约 {hours} 小时 {minutes:02d} 分</translation>
    </message>
    <message>
        <location filename="../../ui/wording.py"/>
        <source>about {minutes} min</source>
        <translation>约 {minutes} 分钟</translation>
    </message>
    <message>
        <location filename="../../ui/wording.py"/>
        <source>bytes</source>
        <translation>字节</translation>
    </message>
    <message>
        <location filename="../../ui/wording.py"/>
        <source>not a number</source>
        <translation>非数字</translation>
    </message>
    <message>
        <location filename="../../ui/wording.py"/>
        <source>under 1 min</source>
        <translation>不到 1 分钟</translation>
    </message>
    <message>
        <location filename="../../ui/wording.py"/>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <location filename="../../ui/wording.py"/>
        <source>{count} class</source>
        <translation>{count} 个类别</translation>
    </message>
    <message>
        <location filename="../../ui/wording.py"/>
        <source>{count} classes</source>
        <translation>{count} 个类别</translation>
    </message>
    <message>
        <location filename="../../ui/wording.py"/>
        <source>{count} picture</source>
        <translation>{count} 张图片</translation>
    </message>
    <message>
        <location filename="../../ui/wording.py"/>
        <source>{count} pictures</source>
        <translation>{count} 张图片</translation>
    </message>
</context>
</TS>

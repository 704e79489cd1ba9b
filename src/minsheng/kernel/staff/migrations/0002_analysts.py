from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("staff", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="post",
            name="role",
            field=models.CharField(
                choices=[
                    ("village_worker", "村（社区）工作人员"),
                    ("township_reviewer", "乡镇（街道）审核人"),
                    ("county_approver", "县级审核确认人"),
                    ("county_clerk", "县级经办人"),
                    ("leader", "领导"),
                    ("auditor", "审计监督"),
                    ("administrator", "系统管理员"),
                    ("analyst", "政策分析"),
                ],
                max_length=30,
            ),
        ),
    ]
